"""Undoes changes of many things at once: each is written down, and taken back with one button.

Rooms that change many things register how theirs is undone; requests come in at `views`.
"""
