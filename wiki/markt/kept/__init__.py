"""What lists show of projects, kept in the process until a table changes: the projects themselves,
and pieces of HTML about them.

Who may read a project is decided before; nothing of a request is kept.
"""
