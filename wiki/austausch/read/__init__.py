"""Reads files into `ImportedPage`s: one room for each kind of file.

Pure, except for the sources, which look up which pages the wiki has.
"""
