"""Drafts become pages: compared, written with a revision, resumed, taken back.

The only room of an import that writes to the database.
"""
