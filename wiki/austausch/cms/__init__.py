"""The pages for imports and exports, in the CMS and outside it.

Requests come in; the work is done by `importing` and `export`.
"""
