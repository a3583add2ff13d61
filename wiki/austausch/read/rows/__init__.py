"""One row of a table becomes a draft: names, choices, numbers, dates, contacts.

Pure: cells and matchers come in.
"""
