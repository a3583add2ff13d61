"""What somebody typed becomes a question: words, places, years, wishes, corrections.

`understanding` is the door. Text comes in; `cached_tables` and `known_words` read the database,
the rest is pure.
"""
