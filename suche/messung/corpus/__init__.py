"""Corpora for measuring: German articles put together from lists of words, in a database of their
own.

A seed and a number come in, a wiki of so many projects goes out. `writing` composes, `loading`
fills the tables, `vectors` draws vectors around real ones, `own_database` keeps all of it apart.
"""
