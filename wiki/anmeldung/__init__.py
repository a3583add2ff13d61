"""Signing in: accounts, second factor, single sign-on, sessions, and the log of what concerns them.

Stands on allauth; comes in: requests, settings of `wiki.settings.anmeldung`, claims of a provider.
"""
