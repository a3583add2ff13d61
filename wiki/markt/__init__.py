"""The "Markt der Projekte": lists, filters, comparison, timeline, feeds and calendars for visitors.

Reads `wiki.models` through `wiki.visibility`; the search is not needed.
"""
