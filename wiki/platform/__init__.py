"""What all layers use: the embedded PostgreSQL, locks, log lines, response headers, KERN's
stylesheet.

Imports nothing of this project but `wiki.exceptions`.
"""
