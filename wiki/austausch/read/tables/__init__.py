"""CSV, XLSX and ODS become headings and rows.

Bytes come in; no cell is interpreted here.
"""
