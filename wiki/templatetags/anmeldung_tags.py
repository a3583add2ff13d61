"""What the page to sign in needs to know of the settings."""

from typing import Any

from django import template
from django.conf import settings

from wiki.anmeldung.adapter import provider_name
from wiki.settings.anmeldung import PROVIDER

register = template.Library()


@register.simple_tag
def anmeldedienst() -> dict[str, Any]:
    """Name and id of the operator's provider, and whether it is the only way to sign in."""
    return {"name": provider_name(), "provider_id": PROVIDER, "allein": settings.NUR_SSO}
