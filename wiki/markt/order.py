"""Sort projects and put headings over them. Pure."""

from collections.abc import Callable, Iterable
from itertools import groupby

from wiki.fakten import order
from wiki.fakten.codes import Status
from wiki.fakten.facts import Gebiet, Ort, Projektfakten
from wiki.fakten.sizes import size_class_name
from wiki.sorting import initial, sort_key
from wiki.texte import noop

from .schema import Projektgruppe

AZ = "a-z"
SORTIERUNGEN = {
    AZ: noop("A bis Z"),
    "neu": noop("neu im Wiki"),
    "geaendert": noop("zuletzt geändert"),
    "status": noop("nach Status"),
    "jahr": noop("nach Jahr des Stands, neue zuerst"),
    "kosten": noop("nach Kosten, niedrige zuerst"),
    "groesse": noop("nach Einwohnern, kleine zuerst"),
}
KEY_OF_SORTIERUNG: dict[str, order.SortKey] = {
    "neu": order.by_published,
    "geaendert": order.by_changed,
    "status": order.by_status,
    "jahr": order.by_latest_status_year,
    "kosten": order.by_costs,
    "groesse": order.by_size(None),
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
    """Returns the heading under which a project stands in this order: its letter, status, year,
    size or costs. Empty in orders by day."""
    say = _HEADINGS.get(sortierung)
    return say(projekt) if say else ""


def _costs_heading(projekt: Projektfakten) -> str:
    if projekt.kosten_einmalig is not None:
        return noop("Einmalige Kosten genannt")
    if projekt.kosten_laufend is None:
        return noop("Ohne Betrag")
    return noop("Nur laufende Kosten genannt")


def _size_heading(projekt: Projektfakten) -> str:
    """The class of the smallest Kommune, by which the list is sorted."""
    (smallest,) = order.by_size(None)(projekt)
    if smallest == order.UNKNOWN:
        return noop("Ohne Gemeinde mit bekannter Einwohnerzahl")
    return f"{size_class_name(smallest)} Einwohner"


_HEADINGS: dict[str, Callable[[Projektfakten], str]] = {
    AZ: lambda projekt: initial(projekt.titel),
    "status": lambda projekt: Status(projekt.status).label,
    "jahr": lambda projekt: str(projekt.status_jahr or noop("Ohne Jahr")),
    "kosten": _costs_heading,
    "groesse": _size_heading,
}


def names_of(projekt: Projektfakten) -> str:
    """Returns the words by which the list is searched: title, Kommunen with Land and Kreis, Themen
    with Oberthema."""
    orte = (name for ort in projekt.kommunen for name in (ort.name, ort.land, _name(ort.kreis)))
    themen = (name for one in projekt.themen for name in (one.name, _name(one.oberthema)))
    return " ".join((projekt.titel, *orte, *themen))


def _name(above: Ort | Gebiet | None) -> str:
    return above.name if above else ""


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


def letter_of(projekt: Projektfakten) -> str:
    """The letter under which a project stands."""
    return initial(projekt.titel)
