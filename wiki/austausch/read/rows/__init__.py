"""Reads one row of a table into an `ImportedPage`: names, choices, numbers, dates, contacts.

Pure: cells and matchers come in.
"""
