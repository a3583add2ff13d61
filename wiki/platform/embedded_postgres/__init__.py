"""A PostgreSQL of our own under `var/`, and the database engine of Django that starts it.

Django loads `base` by its name in the settings; processes come in through `server`.
"""
