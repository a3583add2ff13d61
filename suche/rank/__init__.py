"""A question becomes ranked page ids with levels.

Knows ids only: who may see them has been decided before.
"""
