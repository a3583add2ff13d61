"""Addresses as the rest of the world writes them."""

from django.conf import settings


def absolute(path: str | None) -> str:
    """The address under the wiki's public name, whatever the request called it; without a path,
    the home page."""
    return f"{settings.WAGTAILADMIN_BASE_URL}{path or '/'}"
