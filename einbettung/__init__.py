"""From published pages to vectors in PostgreSQL: what the search by meaning reads.

May import `wiki`; never `suche`.
"""
