"""Search within lists, the lists of Kommunen and Themen, and what one of them does.

Pages that the visitor may see come in, what a template shows goes out.
"""
