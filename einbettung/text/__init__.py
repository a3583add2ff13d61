"""A page becomes a document, a document becomes passages.

Only `extraction` knows pages; `chunking` is pure and takes `einbettung.schema`.
"""
