"""What stands in a Recherchevermerk, whatever file it becomes. Pure."""

from dataclasses import dataclass
from datetime import datetime

PRINTED_QUESTION_MAX_CHARS = 700  # printed of it; a note of one page has no room for more


@dataclass(frozen=True)
class FoundProject:
    """A project that was found."""

    titel: str
    kommunen: str
    status: str
    stufe: str
    kontakt: str
    link: str


@dataclass(frozen=True)
class Vermerk:
    """`wiki`, `adresse`: where was searched; `projekte`: in how many; `weggelassen`: filters that
    there are not any more; `aussage`: the result in one sentence; `weitere`: found, but not listed;
    `wiederholen`: address that asks again (may be empty); `ist_alles`: all of a place, Thema or
    year were asked for, and no page is related only; `ist_skizze`: `frage` is what was read of a
    sketch; `netzwerk`: where the other Kommunen can be
    asked, if nothing fits."""

    titel: str
    frage: str
    erstellt: datetime
    stelle: str
    wiki: str
    adresse: str
    projekte: int
    filter: tuple[str, ...]
    weggelassen: tuple[str, ...]
    aussage: str
    eintraege: tuple[FoundProject, ...]
    weitere: int
    hinweise: tuple[str, ...]
    bemerkung: str
    wiederholen: str
    ist_alles: bool = False
    ist_skizze: bool = False
    netzwerk: str = ""

    @property
    def angaben(self) -> list[tuple[str, str]]:
        """The facts above the result, as (name, value)."""
        rows = [
            (
                "Verglichen aus der Skizze" if self.ist_skizze else "Gesucht wurde",
                shortened(self.frage),
            ),
            ("Datum und Uhrzeit", f"{self.erstellt:%d.%m.%Y, %H:%M} Uhr"),
            ("Kommune oder Stelle", self.stelle),
            ("Durchsucht", f"{self.wiki} ({self.adresse}): {self.projekte} Projekte"),
            ("Eingegrenzt auf", "; ".join(self.filter) or "nichts, alle Projekte"),
            ("Gibt es nicht (mehr)", "; ".join(self.weggelassen)),
        ]
        return [(name, value) for name, value in rows if value]


def shortened(text: str) -> str:
    if len(text) <= PRINTED_QUESTION_MAX_CHARS:
        return text
    cut = text[:PRINTED_QUESTION_MAX_CHARS].rsplit(" ", 1)[0]
    return f"{cut} … ({len(text)} Zeichen, hier gekürzt)"
