"""What all layers use: the embedded PostgreSQL, locks, log lines, response headers.

Imports nothing of this project but `wiki.exceptions`.
"""
