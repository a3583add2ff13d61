"""What is known of a project, and how projects are filtered, counted and sorted by it.

The Markt and the search both stand on this package. `filters.py` describes every filter once;
`rules.py` reads a description in Python and `conditions.py` reads the same one for the database.
"""
