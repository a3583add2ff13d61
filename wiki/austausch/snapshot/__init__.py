"""The whole wiki as one JSON document, and back into a wiki.

Model fields come in by name, so that fields added later are carried too.
"""
