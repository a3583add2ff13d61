"""Import and export: tables, MediaWiki, case reports, JSON, DOCX, PDF.

Files come in and go out; only `importing`, `export`, `snapshot` and `cms` know the database.
"""
