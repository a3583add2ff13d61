"""Search within lists, the list of Kommunen, and what one of them does.

Pages that the visitor may see come in, what a template shows goes out.
"""
