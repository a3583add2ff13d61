"""Checks the addresses of sources in texts that nobody has checked. One that the wiki would refuse
is left out and noted, so that a slip in a footnote does not keep a whole article away."""

from collections.abc import Callable, Iterable
from dataclasses import replace

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator

from .schema import ImportedQuelle, Meldung

validate = URLValidator()


def usable_sources(
    quellen: Iterable[ImportedQuelle], note: Callable[[str], Meldung]
) -> tuple[tuple[ImportedQuelle, ...], list[Meldung]]:
    """Returns each source once, without the address if that is wrong, and a note on each wrong
    address."""
    found: dict[ImportedQuelle, None] = {}
    notes = []
    for quelle in quellen:
        if quelle.url and not _is_address(quelle.url):
            notes.append(
                note(f"Die Webadresse „{quelle.url[:100]}“ ist keine; nur ihr Name bleibt.")
            )
            quelle = replace(quelle, url="")
        found[quelle] = None
    return tuple(found), notes


def _is_address(url: str) -> bool:
    try:
        validate(url)
    except ValidationError:
        return False
    return True
