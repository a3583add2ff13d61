"""How long the statements of a page count: reminders, confirmation, the report on ageing pages.

Reads dates of `wiki.models`; links in mails come back here.
"""
