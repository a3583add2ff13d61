"""German as it is written, for whoever must read it: letters of names, sentences, amounts in texts
and cells.

What comes in is text; nothing here knows pages, search or database.
"""
