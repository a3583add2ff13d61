"""The lexical leg: this machine's Whoosh index, and how it follows the change log.

Analysed words come in, page ids with scores go out.
"""
