"""The CMS as this wiki's editors see it: form, roles, dashboard, wording, addresses.

Wagtail calls this room through its hooks.
"""
