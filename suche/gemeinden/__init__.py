"""Choosing a municipality: what is offered while somebody types its name, the field of a form that
asks for one, and the visitor's own.

Stands on the register (`wiki.gemeinden`); forms of other rooms come in.
"""
