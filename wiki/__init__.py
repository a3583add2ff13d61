"""The content: pages and snippets, their editors, their readers, and the ways in and out.

Knows nothing of `einbettung` and `suche`.
"""
