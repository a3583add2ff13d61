"""`fixtures/` becomes pages of the wiki, once; what editors changed afterwards stays.

Reads YAML, writes `wiki.models`.
"""
