"""A question and the ids of the pages that a visitor may read become ranked ids with levels.

Who may read what has been decided before, and is not asked here.
"""
