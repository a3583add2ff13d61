"""Running the wiki: start, serve, backup, restore, health, figures for monitoring, the replica.

Stands above the search; other rooms use its counters only.
"""
