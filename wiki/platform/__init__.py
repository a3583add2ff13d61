"""What all layers use: the embedded PostgreSQL, locks, log lines, response headers, requests to
other machines, public forms, KERN's stylesheet.

Imports nothing of this project but `wiki.exceptions`.
"""
