"""Sort projects and put headings over them. Pure."""

from collections.abc import Iterable
from itertools import groupby

from wiki.fakten import order
from wiki.fakten.codes import Status
from wiki.fakten.facts import Projektfakten
from wiki.sorting import initial, sort_key

from .schema import Projektgruppe

AZ = "a-z"
SORTIERUNGEN = {
    AZ: "A bis Z",
    "neu": "neu im Wiki",
    "geaendert": "zuletzt geändert",
    "status": "nach Status",
}
KEY_OF_SORTIERUNG: dict[str, order.SortKey] = {
    "neu": order.by_published,
    "geaendert": order.by_changed,
    "status": order.by_status,
}


def sort_projekte(projekte: Iterable[Projektfakten], sortierung: str) -> list[Projektfakten]:
    """Sorts by one of SORTIERUNGEN, equal ones by title."""
    by_title = sorted(projekte, key=order.by_title)
    return (
        sorted(by_title, key=KEY_OF_SORTIERUNG[sortierung])
        if sortierung in KEY_OF_SORTIERUNG
        else by_title
    )


def heading(projekt: Projektfakten, sortierung: str) -> str:
    """What stands over a project: its letter, or the name of its status, else nothing."""
    if sortierung == AZ:
        return initial(projekt.titel)
    return Status(projekt.status).label if sortierung == "status" else ""


def group_projekte(projekte: Iterable[Projektfakten], sortierung: str) -> list[Projektgruppe]:
    """Puts neighbours with the same heading together; the order stays."""
    titled = groupby(projekte, key=lambda projekt: heading(projekt, sortierung))
    return [
        Projektgruppe(titel, anchor(titel), list(group_projekte))
        for titel, group_projekte in titled
    ]


def anchor(titel: str) -> str:
    """The fragment of a heading: "im Betrieb" -> "gruppe-im-betrieb"."""
    return "gruppe-" + sort_key(titel).replace(" ", "-").replace("–", "-")


def letter_pages(projekte: Iterable[Projektfakten], je_seite: int) -> dict[str, int]:
    """Letter -> number of the page on which it begins; `projekte` come from A to Z."""
    pages: dict[str, int] = {}
    for place, projekt in enumerate(projekte):
        pages.setdefault(initial(projekt.titel), place // je_seite + 1)
    return pages
