"""A project sketch is checked against the wiki; nothing of it is stored.

Text or an uploaded file comes in.
"""
