"""Project lists that others publish come into the wiki by themselves: addresses that the operator
names are fetched, turned into tables and imported as drafts. Reads and writes as every import does;
commands and jobs come in from above.
"""
