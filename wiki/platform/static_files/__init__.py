"""The files that are served as they are: KERN's stylesheet, cut down, and addresses with a hash.

`wiki.settings` names the classes; nobody imports them.
"""
