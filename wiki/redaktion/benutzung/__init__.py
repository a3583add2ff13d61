"""Guards Kommunen and Themen that pages use: they are counted, and never deleted while in use.

Kommunen and Themen that somebody is about to delete come in; no other room imports this one.
"""
