"""How texts are kept as numbers: pooled vectors, token vectors, character n-grams, HNSW.

Passages and arrays come in; all but `encoding` and `vector_index` is pure numpy.
"""
