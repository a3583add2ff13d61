"""Sort the entries and put headings over them."""

from collections.abc import Callable, Iterable, Mapping
from itertools import groupby

from wiki.sorting import initial, sort_key

from .schema import Eintrag, Gruppe

AZ = "a-z"
SORTIERUNGEN = {
    AZ: "A bis Z",
    "neu": "neu im Wiki",
    "geaendert": "zuletzt geändert",
    "status": "nach Status",
}


def sort(eintraege: Iterable[Eintrag], sortierung: str, rang: Mapping[str, int]) -> list[Eintrag]:
    """By one of SORTIERUNGEN, equal ones by title; `rang` is the order of the Status values."""
    by_title = sorted(eintraege, key=lambda e: (sort_key(e.titel), e.pk))
    keys: dict[str, Callable[[Eintrag], float]] = {
        "neu": lambda e: -e.erschienen,
        "geaendert": lambda e: -e.geaendert,
        "status": lambda e: rang.get(e.status, len(rang)),
    }
    return sorted(by_title, key=keys[sortierung]) if sortierung in keys else by_title


def heading(eintrag: Eintrag, sortierung: str, namen: Mapping[str, str]) -> str:
    """What stands over the entry: its letter or its Status (by `namen`), else nothing."""
    if sortierung == AZ:
        return initial(eintrag.titel)
    return namen.get(eintrag.status, "") if sortierung == "status" else ""


def group(eintraege: Iterable[Eintrag], sortierung: str, namen: Mapping[str, str]) -> list[Gruppe]:
    """Neighbours with the same heading together; the order stays."""
    titled = groupby(eintraege, key=lambda eintrag: heading(eintrag, sortierung, namen))
    return [Gruppe(titel, anchor(titel), list(group)) for titel, group in titled]


def anchor(titel: str) -> str:
    """The fragment of a heading."""
    return "gruppe-" + sort_key(titel).replace(" ", "-").replace("–", "-")


def letter_pages(eintraege: Iterable[Eintrag], je_seite: int) -> dict[str, int]:
    """Letter -> number of the page on which it begins; `eintraege` from A to Z."""
    pages: dict[str, int] = {}
    for place, eintrag in enumerate(eintraege):
        pages.setdefault(initial(eintrag.titel), place // je_seite + 1)
    return pages
