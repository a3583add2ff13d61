"""Projects that a visitor has put aside, in a signed cookie.

Knows slugs of projects; nothing is stored on the server.
"""
