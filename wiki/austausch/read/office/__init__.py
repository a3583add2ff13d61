"""Reads the text of Word and OpenDocument files, piece by piece. Imports and sketches share it.

Parts of the file come in, as bytes; `Baustein`s go out, and what was left out is named. Pure.
"""
