"""Files become drafts: one room a kind of file.

Pure but for the sources that look up which pages exist.
"""
