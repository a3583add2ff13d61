"""Keeps the index equal to the pages: one page, all pages, the weekly audit, generations.

Page ids come in; this room may use every other room of `einbettung`.
"""
