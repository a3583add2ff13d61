"""Reads MediaWiki exports into `ImportedPage`s.

XML and wikitext come in, within limits of size and time.
"""
