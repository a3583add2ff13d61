"""Remarks on a place in a page (Wagtail's comments): who is told of them.

Comments come in from the editor; mails go out. Nothing here is shown to readers.
"""
