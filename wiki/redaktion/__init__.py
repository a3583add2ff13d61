"""Wagtail's CMS as this wiki's editors see it: dashboard, wording, addresses.

Hooks of Wagtail come in here.
"""
