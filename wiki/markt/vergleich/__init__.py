"""Projects side by side: what an address names becomes a table, and the table a page or a file.

Knows the fields of a Projektseite by `wiki.felder`; whoever asks sees the projects they may read.
"""
