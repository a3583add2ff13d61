"""MediaWiki exports become drafts.

XML and wikitext come in, within limits of size and time.
"""
