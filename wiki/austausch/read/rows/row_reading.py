"""One row of a table -> `Entwurf`. Pure.

A required field whose column is missing altogether makes drafts for somebody to complete; an empty
cell in a column that is there is a mistake in the list.
"""

import re
from collections.abc import Sequence

from wiki.austausch.draft.columns import SECTIONS, SPALTEN
from wiki.austausch.draft.paragraphs import free_sections, to_html
from wiki.austausch.draft.schema import Abschnitt, Entwurf, Rohzeile
from wiki.austausch.draft.sections import HEADING_LENGTH

from .choices import read_nachnutzungswege, read_status
from .contacts import read_mail, read_phone, read_quellen
from .names import Kenntnis, read_kommunen, read_nachnutzungen, read_themen
from .numbers import read_amount, read_times
from .row import Row, Spaltenplan, entries_of

LENGTHS = {
    "titel": 255,
    "kurzfassung": 300,
    "kosten_einmalig_hinweis": 300,
    "kosten_laufend_hinweis": 300,
    "personalaufwand": 300,
    "foerderung": 400,
    "uebertragbarkeit": 600,
    "ozg_leistung": 200,
    "kontakt_stelle": 200,
    "kontakt_telefon": 40,
    "faktenlage": 300,
}
PLAIN = (
    "kurzfassung",
    "personalaufwand",
    "foerderung",
    "uebertragbarkeit",
    "ozg_leistung",
    "kontakt_stelle",
    "faktenlage",
)
LINES = ("partner", "zielgruppen")
SLUG = re.compile(r"[a-z0-9]+(?:[-_][a-z0-9]+)*")
SLUG_LENGTH = 255
SCRIPT = re.compile(
    r"<\s*(?:script|iframe|object|embed|svg)\b|<[^>]+\son\w+\s*=|\bjavascript:", re.I
)
HTML = re.compile(r"</?[a-z][a-z0-9]*(?:\s[^<>]*)?/?>", re.I)


def read_row(raw: Rohzeile, plan: Spaltenplan, kenntnis: Kenntnis) -> Entwurf:
    """The row as a page should become; everything wrong with it, not only the first thing. If its
    cells have shifted, that is said alone: all the rest would follow from it."""
    cells = {name: cell for name, cell in zip(plan.felder, raw.zellen, strict=True) if name}
    known = [error for error in raw.fehler if not error.spalte or plan.reads(error.spalte)]
    row = Row(raw.nummer, plan, cells, known, list(raw.hinweise))
    titel = " ".join(row.text("titel").split())
    if any(not error.spalte for error in known):
        return Entwurf(row.nummer, titel, fehler=tuple(known))
    _read_fields(row)
    kommunen = read_kommunen(row, kenntnis)
    themen = read_themen(row, kenntnis)
    nachnutzungen = read_nachnutzungen(row, kenntnis)
    quellen = read_quellen(row)
    slug = _read_slug(row)
    return Entwurf(
        zeile=row.nummer,
        titel=titel,
        slug=slug,
        felder=row.felder,
        kommunen=kommunen,
        themen=themen,
        produkte=tuple(entries_of(row.text("produkte"), ",")) or None,
        quellen=quellen,
        nachnutzungen=nachnutzungen,
        abschnitte=_read_sections(row),
        fehler=tuple(row.fehler),
        hinweise=tuple(row.hinweise),
    )


def _read_fields(row: Row) -> None:
    _check_required(row)
    _check_markup(row)
    for name in PLAIN:
        if text := row.text(name):
            row.felder[name] = text
    for name in LINES:
        if entries := entries_of(row.text(name)):
            row.felder[name] = "\n".join(entries)
    for name in ("kosten_einmalig", "kosten_laufend"):
        read_amount(row, name)
    read_times(row)
    read_status(row)
    read_nachnutzungswege(row)
    read_mail(row)
    read_phone(row)
    _check_lengths(row)


def _check_required(row: Row) -> None:
    """All empty cells of a row are one mistake: it was cut off, or is a sum or a heading."""
    wanted = (s.name for s in SPALTEN if s.pflicht and s.name in row.plan.felder)
    empty = [name for name in wanted if not row.answer(name)]
    if len(empty) == 1:
        row.wrong(empty[0], "Die Zelle ist leer; die Angabe wird gebraucht.")
    elif empty:
        named = ", ".join(row.plan.heading_of(name) for name in empty)
        row.wrong(empty[0], f"Leer sind: {named}. Diese Angaben werden gebraucht.")
    titel = row.answer("titel")
    if titel and not any(letter.isalnum() for letter in titel):
        row.wrong("titel", f"„{titel}“ ist kein Titel.")


def _check_markup(row: Row) -> None:
    """Nothing of it would run, every surface shows text as text; but nobody means it."""
    for name in row.cells:
        text = row.text(name)
        if name != "quellen" and SCRIPT.search(text):
            row.wrong(name, "Die Zelle enthält Programmcode. Bitte nur Text eintragen.")
        elif HTML.search(text):
            row.note(name, "Die Zelle enthält HTML; es wird als Text übernommen.")


def _check_lengths(row: Row) -> None:
    values = {"titel": row.text("titel"), **row.felder}
    for name, length in LENGTHS.items():
        text = values.get(name, "")
        if isinstance(text, str) and len(text) > length:
            row.wrong(name, f"{len(text)} Zeichen, höchstens {length} sind möglich.")


def _read_sections(row: Row) -> tuple[Abschnitt, ...] | None:
    found = [
        Abschnitt(name, (("text", to_html(text)),)) for name in SECTIONS if (text := row.text(name))
    ]
    for heading, text in free_sections(row.text("frei")):
        found.append(Abschnitt("frei", (("text", to_html(text)),), heading[:HEADING_LENGTH]))
    return tuple(found) or None


def _read_slug(row: Row) -> str:
    slug = row.text("slug").casefold()
    if slug and not (SLUG.fullmatch(slug) and len(slug) <= SLUG_LENGTH):
        row.note("slug", f"„{slug}“ ist als Kürzel nicht möglich und wird nicht übernommen.")
        return ""
    return slug


def missing_columns(felder: Sequence[str]) -> list[str]:
    """Labels of required fields that no column gives."""
    return [s.label for s in SPALTEN if s.pflicht and s.name not in felder]
