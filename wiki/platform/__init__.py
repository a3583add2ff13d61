"""What every layer stands on: the embedded PostgreSQL, log lines, response headers.

Imports nothing of ours but `wiki.exceptions`.
"""
