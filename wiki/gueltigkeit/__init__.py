"""How long the statements of a page are valid: reminders, confirmation, the report on ageing pages.

Reads dates of `wiki.models`; the links in its mails lead back here.
"""
