"""Teaches the encoder the texts of this field, and keeps what changed in a small file.

Graded questions come in, an adapter goes out; `einbettung.model.bundled` adds it to the weights.
"""
