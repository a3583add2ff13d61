"""What is known of the projects among the hits: filters, counts, order, overview.

Page ids come in; facts are loaded in a fixed number of queries.
"""
