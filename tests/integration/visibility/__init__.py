"""Nobody is shown a page they may not read, wherever pages are shown.

A new surface is one line in the SURFACES of the module it belongs to. An address that is neither
visited here nor listed in `routes.SHOWS_NO_PAGE` fails in `tests/unit/test_visibility_routes.py`.
"""
