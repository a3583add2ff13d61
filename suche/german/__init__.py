"""German (and some English) words: analysis, compounds, spelling, names, synonyms.

Pure: words come in; only word lists in files are read.
"""
