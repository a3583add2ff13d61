"""Compares projects: a row for each field, in the order in which somebody decides."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from django.db.models import prefetch_related_objects

from wiki.felder.felder import FELDER
from wiki.felder.schema import Art, Feld, Gruppe
from wiki.felder.values import entries_of, facts_of
from wiki.models import Projektseite
from wiki.texte import gettext as _

from .schema import Spalte, Vergleich, Vergleichszeile, Zelle

MOST_SIDE_BY_SIDE = 10  # what a table on a sheet of paper can show
LAND_LABEL, EINWOHNER_LABEL = "Land", "Einwohner"
GRUPPEN = (
    Gruppe.KOPF,
    Gruppe.KOSTEN,
    Gruppe.ARTIKEL,
    Gruppe.NACHNUTZUNG,
    Gruppe.TECHNIK,
    Gruppe.KONTAKT,
)
# Two texts, names or mailboxes always differ; to mark that would say nothing.
COMPARABLE = (Art.THEMEN, Art.STATUS, Art.ZEITRAUM, Art.BETRAG, Art.WEGE, Art.PRODUKTE)
NAMED = ("produkt_tags__tag", "nachnutzungen__kommune")


def compare_projekte(projekte: Sequence[Projektseite]) -> Vergleich:
    """Makes a row for every field, also for those that nobody has filled in."""
    prefetch_related_objects(projekte, *NAMED)
    spalten = tuple(_columns(projekte))
    said = [dict(_cells_of(projekt)) for projekt in projekte]
    return Vergleich(
        spalten,
        tuple(
            Vergleichszeile(name, spalten, tuple(cells.get(name, Zelle()) for cells in said))
            for name in _names()
        ),
    )


def _columns(projekte: Sequence[Projektseite]) -> Iterator[Spalte]:
    orte = [_place(projekt) for projekt in projekte]
    for projekt, ort in zip(projekte, orte, strict=True):
        yield Spalte(projekt, ort if ort and orte.count(ort) == 1 else projekt.title)


def _place(projekt: Projektseite) -> str:
    names = [kommune.name for kommune in projekt.kommunen.all()]
    return _("{name} u. a.").format(name=names[0]) if len(names) > 1 else "".join(names)


def _names() -> list[str]:
    """The rows by groups of fields; the Kommunen are followed by what they are like."""
    felder = [feld for gruppe in GRUPPEN for feld in FELDER if feld.gruppe is gruppe]
    names = [feld.fakt or feld.label for feld in felder if feld.fakt or feld.vergleich]
    first, *others = dict.fromkeys(names)
    return [first, LAND_LABEL, EINWOHNER_LABEL, *others]


def _cells_of(projekt: Projektseite) -> Iterator[tuple[str, Zelle]]:
    kommunen = projekt.kommunen.all()
    yield LAND_LABEL, _about_kommunen(kommune.land for kommune in kommunen)
    yield EINWOHNER_LABEL, _about_kommunen(kommune.groessenklasse for kommune in kommunen)
    for fakt in facts_of(projekt):
        compared = entries_of(projekt, fakt.feld) if fakt.feld.art in COMPARABLE else []
        yield fakt.name, Zelle(fakt.werte, tuple(sorted(compared)))
    sections = {section.art: section for section in projekt.sections()}
    for feld in FELDER:
        if feld.vergleich:
            yield feld.label, _cell(projekt, feld, sections.get(feld.name))


def _about_kommunen(texts: Iterable[str]) -> Zelle:
    each_once = tuple(sorted({text for text in texts if text}))
    return Zelle(each_once, each_once)


def _cell(projekt: Projektseite, feld: Feld, section: Any) -> Zelle:
    if section is None:
        return Zelle(tuple(entries_of(projekt, feld)))
    return Zelle(tuple(section.text.split("\n\n")), anker=section.anchor)
