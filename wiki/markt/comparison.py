"""The facts of up to four projects in one table."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from wiki.models import Projektseite
from wiki.templatetags.wiki_tags import euro

MOST_SIDE_BY_SIDE = 4


@dataclass(frozen=True)
class Vergleichszeile:
    """A row: one fact of all projects. A cell holds lines of text, none where nothing is known."""

    name: str
    zellen: list[list[str]]

    @property
    def verschieden(self) -> bool:
        """Whether two projects that both know the fact differ in it."""
        known = [tuple(sorted(zelle)) for zelle in self.zellen if zelle]
        return len(set(known)) > 1


def compare_projekte(projekte: Sequence[Projektseite]) -> list[Vergleichszeile]:
    """Makes a row for each fact that at least one project knows, and for those in ASKED."""
    rows = [
        Vergleichszeile(name, [[line for line in lines(p) if line] for p in projekte])
        for name, lines in ANGABEN.items()
    ]
    return [row for row in rows if any(row.zellen) or row.name in ASKED]


def _kommunen(projekt: Projektseite) -> list[str]:
    return [kommune.name for kommune in projekt.kommunen.all()]


def _groessen(projekt: Projektseite) -> list[str]:
    return list(dict.fromkeys(kommune.groessenklasse for kommune in projekt.kommunen.all()))


def _status(projekt: Projektseite) -> list[str]:
    jahr = f" (Stand {projekt.status_jahr})" if projekt.status_jahr else ""
    return [f"{projekt.get_status_display()}{jahr}"]


def _paid_once(projekt: Projektseite) -> list[str]:
    return [euro(projekt.kosten_einmalig), projekt.kosten_einmalig_hinweis]


def _paid_yearly(projekt: Projektseite) -> list[str]:
    betrag = euro(projekt.kosten_laufend)
    return [f"{betrag} im Jahr" if betrag else "", projekt.kosten_laufend_hinweis]


def _contact(projekt: Projektseite) -> list[str]:
    return [projekt.kontakt_stelle, projekt.kontakt_postfach, projekt.kontakt_telefon]


ANGABEN: dict[str, Callable[[Projektseite], list[str]]] = {
    "Kommune": _kommunen,
    "Land": lambda p: list(dict.fromkeys(kommune.land for kommune in p.kommunen.all())),
    "Einwohner": _groessen,
    "Themen": lambda p: [thema.name for thema in p.themen.all()],
    "Status": _status,
    "Laufzeit": lambda p: [p.laufzeit],
    "Kosten einmalig": _paid_once,
    "Kosten laufend": _paid_yearly,
    "Personalaufwand": lambda p: [p.personalaufwand],
    "Förderung": lambda p: [p.foerderung],
    "Wege zur Nachnutzung": lambda p: p.nachnutzungsweg_namen,
    "Technik und Produkte": lambda p: [produkt.name for produkt in p.produkte.all()],
    "Partner": lambda p: p.partner_liste,
    "Zielgruppen": lambda p: p.zielgruppen_liste,
    "OZG-Leistung": lambda p: [p.ozg_leistung],
    "Übertragbarkeit": lambda p: [p.uebertragbarkeit],
    "Kontakt": _contact,
}
ASKED = {"Status", "Kosten einmalig", "Kontakt"}
