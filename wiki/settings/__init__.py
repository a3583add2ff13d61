"""Django settings: `base` for all, then development, production, tests.

Only the standard library and the environment come in.
"""
