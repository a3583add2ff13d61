"""Backup and restore: the wiki in one file, and back, on this or another machine.

`schema` what an archive says of itself, `archive` the file, `postgres` the database in it, `media`
the uploaded files, `backup` and `restore` the two conductors.
"""
