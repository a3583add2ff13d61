"""How texts are kept as numbers: pooled vectors, token vectors, character n-grams, HNSW.

Passages and arrays come in. `encoding`, `projection` and `vector_index` know the database; the rest
is pure numpy.
"""
