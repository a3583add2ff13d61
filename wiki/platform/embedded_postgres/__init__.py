"""A PostgreSQL under `var/`, and the database engine of Django that starts it.

Django loads `base` by its name in the settings; commands and tests use `configured`
and `server`.
"""
