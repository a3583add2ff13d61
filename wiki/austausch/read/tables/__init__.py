"""Reads CSV, XLSX and ODS into headings and rows.

Paths of files come in; nothing here interprets a cell.
"""
