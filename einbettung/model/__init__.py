"""The sentence-transformers model: where it comes from, and which one answers.

Texts come in, vectors go out; nothing here knows pages.
"""
