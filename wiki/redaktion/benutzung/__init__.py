"""Kommunen, Themen and tags that pages use: counted truly, kept while in use, moved and merged.

Requests of the CMS come in at `views`; other rooms only register what goes along (`companions`).
"""
