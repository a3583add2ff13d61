"""Writes pages as files: CSV, XLSX, MediaWiki, DOCX, PDF.

Pages that the caller may read come in, files go out.
"""
