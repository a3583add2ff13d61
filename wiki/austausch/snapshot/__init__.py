"""Writes the whole wiki as one JSON document, and reads such a document back into a wiki.

Fields come from the models by name, so a field that is added later is exported too.
"""
