"""The form in the CMS that asks what the unknown words of a list mean: one choice a word."""

from collections.abc import Iterable
from typing import Any

from django.http import HttpRequest

from wiki.austausch.importing.decisions import is_possible, remember, ziele_of
from wiki.austausch.importing.existing_projects import kommune_matcher
from wiki.austausch.models import Importlauf, Wertzuordnung
from wiki.fakten.codes import Nachnutzungsweg, Status
from wiki.models import Kommune, Thema

Feld = Wertzuordnung.Feld
WITHOUT_SCHLAGWORT = (Feld.STATUS.value,)


def value_context(lauf: Importlauf) -> dict[str, Any]:
    """Returns the words to decide about, and those that are decided."""
    rows = [_row(number, entry) for number, entry in enumerate(lauf.bericht.get("werte", []))]
    return {
        "offene_werte": [row for row in rows if not row["entschieden"]],
        "bekannte_werte": [row for row in rows if row["entschieden"]],
        "kommunen": _kommunen() if any(row["frei"] for row in rows) else [],
    }


def _kommunen() -> Iterable[str]:
    return Kommune.objects.exclude(typ=Kommune.Typ.LAND).values_list("name", flat=True)


def _row(number: int, entry: dict[str, Any]) -> dict[str, Any]:
    feld, ziel = entry["feld"], entry["ziel"]
    proposals = [tuple(pair) for pair in entry["kandidaten"]]
    choices = _choices(feld, ziel)
    chosen = ziel or (proposals[0][0] if entry.get("vorgeschlagen") and proposals else "")
    named = {value for value, _ in choices}
    return {
        "nummer": number,
        "label": Feld(feld).label,
        "wort": entry["wort"],
        "anzahl": entry["anzahl"],
        "entschieden": bool(ziel),
        "gewaehlt": chosen,
        "vorschlaege": [pair for pair in proposals if pair[0] not in named],
        "moeglich": choices,
        "schlagwort": feld not in WITHOUT_SCHLAGWORT,
        "frei": feld == Feld.KOMMUNEN,
    }


def _choices(feld: str, ziel: str) -> list[tuple[str, str]]:
    """Returns what can be chosen for every word of this kind. Of the many Kommunen only the
    proposals are; any other is written by name."""
    if feld == Feld.THEMEN:
        return list(Thema.objects.values_list("slug", "name"))
    if feld == Feld.STATUS:
        return Status.choices
    if feld == Feld.WEGE:
        return Nachnutzungsweg.choices
    chosen = Kommune.objects.filter(slug=ziel).values_list("slug", "name").first()
    return [chosen] if chosen else []


def take_values(lauf: Importlauf, request: HttpRequest) -> list[str]:
    """Remembers what was chosen. Returns what is wrong with it, in German."""
    problems = []
    for number, entry in enumerate(lauf.bericht.get("werte", [])):
        ziel, written = (
            request.POST.get(f"{name}-{number}", "").replace("\0", "").strip()
            for name in ("wert", "andere")
        )
        if written:
            ziel = _written(written)
            if not ziel:
                problems.append(f"„{written}“ ist keine eindeutige Kommune; bitte mit Kreis.")
        if ziel and is_possible(entry["feld"], ziel):
            remember(entry["feld"], entry["wort"], ziel)
    return problems


def _written(name: str) -> str:
    """Returns the Kürzel or key of the Kommune that somebody has named; empty if that is not
    certain."""
    fund = kommune_matcher().find(name)
    found = ziele_of(Feld.KOMMUNEN, [fund.pk] if fund.pk else [])
    return found[0][0] if found else ""
