"""Reads case reports in DOCX, ODT and Markdown; each file is one project.

Paths of files come in, `ImportedPage`s go out.
"""
