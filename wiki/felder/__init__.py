"""The fields of a Projektseite: one table that says what each of them is.

Import, export, form, fact box, comparison, versions, quality and index ask it.
"""
