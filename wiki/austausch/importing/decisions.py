"""Decisions about the words of lists: remembered, made of what somebody has chosen, and named.

A decision is stored as text that people can read and that outlives ids: the Kürzel of a Thema or
Kommune, the Regionalschlüssel of a municipality without a page, the code of a Status or way.
"""

from collections.abc import Iterable, Mapping
from functools import partial
from typing import Any

from wiki.austausch.draft.matching import match_key
from wiki.austausch.models import Wertzuordnung
from wiki.austausch.read.rows.open_values import Entscheidung, Wertfragen, Wort, word_of
from wiki.fakten.codes import Nachnutzungsweg, Status
from wiki.gemeinden.orte import rows_of
from wiki.models import Gemeinde, Kommune, Thema

Feld = Wertzuordnung.Feld
CODES = {Feld.STATUS: Status, Feld.WEGE: Nachnutzungsweg}
SCHLAGWORT, AUSLASSEN = Entscheidung(schlagwort=True), Entscheidung()
BY_SIGN = {Wertzuordnung.SCHLAGWORT: SCHLAGWORT, Wertzuordnung.AUSLASSEN: AUSLASSEN}


def remembered() -> dict[Wort, Entscheidung]:
    """Returns the decisions that still mean something in this wiki."""
    themen = dict(Thema.objects.values_list("slug", "pk"))
    found = {}
    for row in Wertzuordnung.objects.all():
        if (meant := _entscheidung(row.feld, row.ziel, themen)) is not None:
            found[row.feld, row.schluessel] = meant
    return found


def _entscheidung(feld: str, ziel: str, themen: Mapping[str, int]) -> Entscheidung | None:
    """Returns None for what is no longer in the wiki; it will be asked about again."""
    if ziel in BY_SIGN:
        return BY_SIGN[ziel]
    if feld == Feld.THEMEN:
        wert: int | str | None = themen.get(ziel)
    elif feld == Feld.KOMMUNEN:
        wert = _kommune_id(ziel)
    else:
        wert = ziel if ziel in CODES[Feld(feld)].values else None
    return None if wert is None else Entscheidung(wert)


def _kommune_id(ziel: str) -> int | None:
    kommune, gemeinde = rows_of(ziel)
    if kommune:
        return kommune.pk
    return -gemeinde.pk if gemeinde else None


def is_possible(feld: str, ziel: str) -> bool:
    """Returns whether a decision means something in this wiki."""
    themen = dict(Thema.objects.values_list("slug", "pk"))
    return feld in Feld.values and _entscheidung(feld, ziel, themen) is not None


def remember(feld: str, wort: str, ziel: str) -> None:
    """Stores what a word means from now on."""
    _, key = word_of(feld, wort)
    Wertzuordnung.objects.update_or_create(
        feld=feld, schluessel=key[:200], defaults={"wort": wort[:200], "ziel": ziel}
    )


def ziele_of(feld: str, werte: Iterable[int | str]) -> list[tuple[str, str]]:
    """Returns (stored text, name for people) of each value, in the same order."""
    find = {Feld.THEMEN.value: _thema, Feld.KOMMUNEN.value: _kommune}.get(
        feld, partial(_code, feld)
    )
    return [found for wert in werte if (found := find(wert))]


def _thema(pk: int | str) -> tuple[str, str] | None:
    return Thema.objects.filter(pk=pk).values_list("slug", "name").first()


def _kommune(pk: int | str) -> tuple[str, str] | None:
    if int(pk) > 0:
        return Kommune.objects.filter(pk=pk).values_list("slug", "name").first()
    gemeinde = Gemeinde.objects.filter(pk=-int(pk)).first()
    if gemeinde is None:
        return None
    label = ", ".join(filter(None, (gemeinde.name, gemeinde.zusatz)))
    return gemeinde.schluessel, f"{label} (Seite anlegen)"


def _code(feld: str, wert: int | str) -> tuple[str, str] | None:
    codes = CODES[Feld(feld)]
    return (str(wert), codes(str(wert)).label) if wert in codes.values else None


def ziel_named(feld: str, name: str) -> str:
    """Finds what somebody has written in a file of decisions: a Thema, a Kommune or a Status by
    name or Kürzel, `auslassen`, `schlagwort`. Returns an empty text for what nobody knows."""
    if feld not in Feld.values:
        return ""
    key = match_key(name)
    signs = {"auslassen": Wertzuordnung.AUSLASSEN, "schlagwort": Wertzuordnung.SCHLAGWORT}
    if key in signs or name in BY_SIGN:
        return signs.get(key, name)
    if is_possible(feld, name):
        return name
    for ziel, label in _choices(feld):
        if match_key(label) == key:
            return ziel
    return ""


def _choices(feld: str) -> Iterable[tuple[str, str]]:
    if feld == Feld.THEMEN:
        return Thema.objects.values_list("slug", "name")
    if feld == Feld.KOMMUNEN:
        return Kommune.objects.exclude(typ=Kommune.Typ.LAND).values_list("slug", "name")
    return [(code.value, code.label) for code in CODES[Feld(feld)]]


def asked_values(fragen: Wertfragen) -> list[dict[str, Any]]:
    """Returns the words that need a decision or had one, as the report keeps them: undecided ones
    first, frequent ones first."""
    undecided = [
        _asked(entry.feld, entry.wert, entry.anzahl)
        | {
            "kandidaten": ziele_of(entry.feld, entry.kandidaten),
            "vorgeschlagen": entry.vorgeschlagen,
        }
        for entry in sorted(fragen.offen.values(), key=lambda entry: -entry.anzahl)
    ]
    ziele = dict(_stored())
    decided = [
        _asked(word[0], fragen.worte[word], count) | {"ziel": ziele.get(word, "")}
        for word, count in fragen.gelesen.most_common()
    ]
    return undecided + decided


def _stored() -> Iterable[tuple[Wort, str]]:
    for row in Wertzuordnung.objects.all():
        yield (row.feld, row.schluessel), row.ziel


def _asked(feld: str, wort: str, anzahl: int) -> dict[str, Any]:
    return {"feld": feld, "wort": wort, "anzahl": anzahl, "ziel": "", "kandidaten": []}
