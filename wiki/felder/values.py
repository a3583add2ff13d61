"""What a Projektseite says in a field, as readers see it: entries, and lines of the fact box."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.formats import date_format

from wiki.texte import euros
from wiki.texte import gettext as _

from .felder import FELDER
from .schema import Art, Feld


@dataclass(frozen=True)
class Fakt:
    """A line of the fact box: its name, the first field that it shows, and its entries."""

    name: str
    feld: Feld
    werte: tuple[str, ...]

    @property
    def text(self) -> str:
        """All in one line: `12.000 € (ohne eigenes Personal)`, `Eltern, Kitas`."""
        if self.feld.art is Art.BETRAG and len(self.werte) > 1:
            return f"{self.werte[0]} ({', '.join(self.werte[1:])})"
        return ", ".join(self.werte)


def euro(amount: int | None) -> str:
    """12500 -> `12.500 €`; empty when unknown."""
    return "" if amount is None else euros(amount)


def entries_of(page: Any, feld: Feld) -> list[str]:
    """What `page` says in the field, each entry by itself; empty when it says nothing.

    Sections of the article have none: `page.sections()` gives them.
    """
    return [entry for entry in ENTRIES[feld.art](page, feld) if entry]


def missing_fields(page: Any) -> list[Feld]:
    """Returns the fields that a page needs to be published and that say nothing. Until they do it
    can only be a draft."""
    return [feld for feld in FELDER if feld.pflicht and not entries_of(page, feld)]


def facts_of(page: Any) -> list[Fakt]:
    """The lines that say something, in the order of the table; chapters among them."""
    lines: dict[str, list[Feld]] = {}
    for feld in FELDER:
        if feld.fakt:
            lines.setdefault(feld.fakt, []).append(feld)
    facts = (Fakt(name, felder[0], _line(page, felder)) for name, felder in lines.items())
    return [fakt for fakt in facts if fakt.werte]


def _line(page: Any, felder: Iterable[Feld]) -> tuple[str, ...]:
    found = [(feld, entry) for feld in felder for entry in entries_of(page, feld)]
    if [feld.art for feld, entry in found] == [Art.STATUS, Art.JAHR]:
        status, jahr = (entry for feld, entry in found)
        return (_("{status} (Stand {jahr})").format(status=_(status), jahr=jahr),)
    return tuple(entry for feld, entry in found)


def _text(page: Any, feld: Feld) -> list[str]:
    return [str(getattr(page, feld.attribut) or "")]


def _names(page: Any, feld: Feld) -> list[str]:
    return [entry.name for entry in getattr(page, feld.attribut).all()]


def _amount(page: Any, feld: Feld) -> list[str]:
    amount = euro(getattr(page, feld.attribut))
    return [f"{amount} {_(feld.zusatz)}".strip() if amount else ""]


def _day(page: Any, feld: Feld) -> list[str]:
    day = getattr(page, feld.attribut)
    return [date_format(day, "DATE_FORMAT") if day else ""]


def _lines(page: Any, feld: Feld) -> list[str]:
    return [line.strip() for line in getattr(page, feld.attribut).splitlines()]


def _sources(page: Any, feld: Feld) -> list[str]:
    rows = getattr(page, feld.attribut).all()
    return [" ".join(filter(None, (q.bezeichnung, q.nachweis, q.url))) for q in rows]


ENTRIES: Mapping[Art, Callable[[Any, Feld], list[str]]] = {
    Art.TITEL: _text,
    Art.KUERZEL: _text,
    Art.TEXT: _text,
    Art.ANMERKUNG: _text,
    Art.ZEILEN: _lines,
    Art.BETRAG: _amount,
    Art.JAHR: _text,
    Art.ZEITRAUM: _text,
    Art.DATUM: _day,
    Art.STATUS: lambda page, feld: [str(page.get_status_display() or "")],
    Art.WEGE: lambda page, feld: page.nachnutzungsweg_namen,
    Art.KOMMUNEN: _names,
    Art.THEMEN: _names,
    Art.PRODUKTE: lambda page, feld: [row.tag.name for row in page.produkt_tags.all()],
    Art.NACHNUTZUNGEN: lambda page, feld: [str(r.kommune) for r in page.nachnutzungen.all()],
    Art.QUELLEN: _sources,
    Art.POSTFACH: _text,
    Art.TELEFON: _text,
    Art.ABSCHNITT: lambda page, feld: [],
    Art.FREI: lambda page, feld: [],
    Art.EINSCHAETZUNG: lambda page, feld: [],
}
