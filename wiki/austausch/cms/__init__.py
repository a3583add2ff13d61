"""Importe and exports in the CMS and as addresses.

Requests come in; the work lies in `importing` and `export`.
"""
