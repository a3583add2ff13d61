"""Addresses of sources in texts that nobody has checked: what the wiki would refuse is left out and
said, so that a slip in a footnote does not keep a whole article away."""

from collections.abc import Callable, Iterable
from dataclasses import replace

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator

from .schema import Meldung, Quelle

validate = URLValidator()


def usable_sources(
    quellen: Iterable[Quelle], note: Callable[[str], Meldung]
) -> tuple[tuple[Quelle, ...], list[Meldung]]:
    """The sources, each once; what is wrong with their addresses."""
    found: dict[Quelle, None] = {}
    notes = []
    for quelle in quellen:
        if quelle.url and not _is_sound(quelle.url):
            notes.append(
                note(f"Die Webadresse „{quelle.url[:100]}“ ist keine; nur ihr Name bleibt.")
            )
            quelle = replace(quelle, url="")
        found[quelle] = None
    return tuple(found), notes


def _is_sound(url: str) -> bool:
    try:
        validate(url)
    except ValidationError:
        return False
    return True
