"""What the page on privacy says of itself: periods and cookies, from the table and the settings."""

from typing import Any

from django import template
from django.conf import settings

from wiki.aufbewahrung.fristen import COOKIES, FRISTEN, SUCHFRAGEN

register = template.Library()


@register.inclusion_tag("includes/seite/_aufbewahrung.html")
def aufbewahrung() -> dict[str, Any]:
    """Returns what is kept, without what the operator has switched off."""
    return {
        "fristen": [f for f in FRISTEN if f is not SUCHFRAGEN or settings.LUECKEN_SAMMELN],
        "cookies": COOKIES,
        "sprachmodell": bool(settings.SATZ_ADRESSE and settings.SATZ_MODELL),
        "sitzung_stunden": settings.SESSION_COOKIE_AGE // 3600,
        "ruhe_minuten": settings.SITZUNG_RUHE_S // 60,
    }
