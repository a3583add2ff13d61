"""What only the search makes of facts: overview, answers to what something costs or is, orders.

Facts and filters of `wiki.fakten` come in; nothing here decides who may see them.
"""
