"""What only the search makes of facts: overview, orders, the visitor's own Kommune.

Facts and filters of `wiki.fakten` come in; nothing here decides who may see them.
"""
