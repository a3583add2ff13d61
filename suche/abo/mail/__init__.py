"""The mails of saved questions and announcements.

Entries of `suche.abo` come in; plain text goes out through one door.
"""
