"""Reads one row of a list into an `ImportedPage`. Pure.

A row without a title is a mistake in the list. Any other cell that is empty or cannot be read costs
its field: the page becomes a draft for somebody to complete.
"""

import re
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import replace

from wiki.austausch.draft.einschaetzung import read_cell
from wiki.austausch.draft.headings import ColumnMapping, is_area
from wiki.austausch.draft.html_words import ENTITY, TAG, with_letters, words_of
from wiki.austausch.draft.lead import lead_of
from wiki.austausch.draft.paragraphs import free_sections, to_html
from wiki.austausch.draft.schema import Abschnitt, ImportedPage, Meldung, RawRow
from wiki.austausch.draft.sections import free_section
from wiki.felder.felder import BY_NAME, EINSCHAETZUNG, FELDER, SECTIONS
from wiki.felder.schema import Art
from wiki.german.amount_cells import says_nothing

from .choices import read_status, read_wege
from .contacts import read_postfach, read_quellen, read_telefon, read_ways_of_stelle
from .context import RowContext
from .groups import said_by_group
from .links import linked_cells, with_links
from .names import lage_of, read_kommunen, read_nachnutzungen, read_themen
from .numbers import (
    check_laufzeit,
    read_betrag,
    read_datum,
    read_foerderung,
    read_jahr,
    read_zeitraum,
)
from .row import Row, cell_text, split_entries
from .schluessel import read_schluessel

SLUG = re.compile(r"[a-z0-9]+(?:[-_][a-z0-9]+)*")
SCRIPT = re.compile(
    r"<\s*(?:script|iframe|object|embed|svg)\b|<[^<>]+\son\w+\s*=|\bjavascript:", re.I
)

# What may hold several answers, one a line.
OF_SEVERAL = {
    *(Art.TEXT, Art.ANMERKUNG, Art.ZEILEN, Art.ABSCHNITT, Art.FREI),
    *(Art.KOMMUNEN, Art.THEMEN, Art.PRODUKTE, Art.QUELLEN, Art.WEGE, Art.NACHNUTZUNGEN),
}


def read_row(raw: RawRow, mapping: ColumnMapping, context: RowContext) -> ImportedPage:
    """Reads the row and notes everything that is wrong with it, not only the first mistake.

    When the cells of a row have shifted, only that is noted: all other mistakes would follow from
    it.
    """
    raw = replace(raw, zellen=linked_cells(raw, mapping))
    known = [error for error in raw.fehler if not error.spalte or mapping.reads(error.spalte)]
    row = _opened_row(raw, mapping, known)
    _take_same_columns(row, raw)
    _read_markup(row)
    if any(not error.spalte for error in known):
        return ImportedPage(row.nummer, _title_of(row), fehler=tuple(known))
    return _page_of(row, context)


def _opened_row(raw: RawRow, mapping: ColumnMapping, known: Collection[Meldung]) -> Row:
    """Returns the row with its cells by field. A field that no cell fills takes what the heading
    above the rows says. Cells that the file has `known` errors in are emptied; only an error in
    the title refuses the row."""
    cells = with_links(raw, mapping)
    field, value = said_by_group(raw.gruppe)
    if field not in mapping.fields or (field != "themen" and says_nothing(cell_text(cells[field]))):
        cells[field] = value
    lost = [error for error in known if error.spalte != mapping.heading_of("titel")]
    for name, heading in zip(mapping.fields, mapping.headings, strict=True):
        if name and any(error.spalte == heading for error in lost):
            cells[name] = ""
    refused = [error for error in known if error not in lost]
    hints, lage = list(raw.hinweise), tuple(_lage(raw, mapping))
    return Row(raw.nummer, mapping, cells, refused, lost, hints, lage=lage)


def _title_of(row: Row) -> str:
    return " ".join(row.text("titel").split())


def _page_of(row: Row, context: RowContext) -> ImportedPage:
    """Reads the cells one after the other: each reader notes in `row` what is wrong."""
    titel = _title_of(row)
    _read_fields(row, context)
    kommunen, themen = read_kommunen(row, context), read_themen(row, context)
    quellen = read_quellen(row, context.lengths)
    nachnutzungen = read_nachnutzungen(row, context)
    abschnitte = _read_sections(row)
    return ImportedPage(
        zeile=row.nummer,
        titel=titel,
        slug=_read_slug(row, context.lengths["slug"]),
        felder=row.felder,
        kommunen=kommunen or None,
        kommune_unbekannt=kommunen == (),
        themen=themen or None,
        produkte=(*split_entries(row.answer("produkte"), ","), *row.tags) or None,
        quellen=quellen,
        nachnutzungen=nachnutzungen,
        abschnitte=abschnitte,
        fehler=tuple(row.fehler),
        luecken=tuple(row.luecken),
        hinweise=tuple(row.hinweise),
    )


def _lage(raw: RawRow, mapping: ColumnMapping) -> Iterator[str]:
    """Where the Kommune of the row lies, by columns that are read into no field and by the group
    that the row stands below."""
    areas = (n for n, heading in enumerate(mapping.headings) if is_area(heading))
    yield from lage_of(raw, mapping.headings, [n for n in areas if not mapping.field_at(n)])
    field, value = said_by_group(raw.gruppe)
    if field == "kommunen":
        yield value


def _take_same_columns(row: Row, raw: RawRow) -> None:
    """Reads a column that is called like one before it: into the same list or text, or where the
    first is empty. Where two amounts or days differ, nobody can tell which is right."""
    lost = {gap.spalte for gap in row.luecken}
    for number, name in row.mapping.twice.items():
        if row.mapping.headings[number] in lost:
            continue
        said, again = row.answer(name), cell_text(raw.zellen[number])
        if says_nothing(again) or again == said:
            continue
        if not said:
            row.cells[name] = raw.zellen[number]
        elif BY_NAME[name].art in OF_SEVERAL:
            row.cells[name] = f"{said}\n{again}"
        else:
            heading = row.mapping.heading_of(name)
            row.gap(name, f"Zwei Spalten heißen „{heading}“, mit „{said}“ und mit „{again}“.")
            row.cells[name] = ""


def _read_fields(row: Row, context: RowContext) -> None:
    _check_required(row)
    for art, read in READERS.items():
        for feld in FELDER:
            if feld.art is art:
                read(row, feld.name)
    read_foerderung(row)
    read_ways_of_stelle(row)
    read_schluessel(row)
    read_status(row, context)
    read_wege(row, context)
    check_laufzeit(row)
    _check_lengths(row, context.lengths)


def _read_text(row: Row, name: str) -> None:
    if text := row.answer(name):
        row.felder[name] = text


def _read_zeilen(row: Row, name: str) -> None:
    if entries := split_entries(row.answer(name)):
        row.felder[name] = "\n".join(entries)


# In this order: a period says more than two years, and an amount fills the remark beside it.
READERS: Mapping[Art, Callable[[Row, str], None]] = {
    Art.TEXT: _read_text,
    Art.ZEILEN: _read_zeilen,
    Art.BETRAG: read_betrag,
    Art.JAHR: read_jahr,
    Art.DATUM: read_datum,
    Art.ZEITRAUM: read_zeitraum,
    Art.POSTFACH: read_postfach,
    Art.TELEFON: read_telefon,
}


def _check_required(row: Row) -> None:
    """Notes required cells that are empty, several in one message. Without a title the row is
    refused."""
    wanted = (f.name for f in FELDER if f.pflicht and f.name in row.mapping.fields)
    said = {gap.spalte for gap in row.luecken}
    empty = [n for n in wanted if not row.answer(n) and row.mapping.heading_of(n) not in said]
    complain = row.wrong if "titel" in empty else row.gap
    if len(empty) == 1:
        complain(empty[0], "Die Zelle ist leer; die Angabe wird gebraucht.")
    elif empty:
        named = ", ".join(row.mapping.heading_of(name) for name in empty)
        complain(empty[0], f"Leer sind: {named}. Diese Angaben werden gebraucht.")
    titel = row.answer("titel")
    if titel and not any(letter.isalnum() for letter in titel):
        row.wrong("titel", f"„{titel}“ ist kein Titel.")


def _read_markup(row: Row) -> None:
    """Refuses program code. Of HTML the words are taken, which a note says: it would not run, since
    every page shows it as text, but nobody wants to read it."""
    for name in row.cells:
        text = row.text(name)
        if name != "quellen" and SCRIPT.search(text):
            row.wrong(name, "Die Zelle enthält Programmcode. Bitte nur Text eintragen.")
        elif TAG.search(text):
            pictures = ", keine Bilder" if "<img" in text.casefold() else ""
            row.note(name, f"HTML in der Zelle: übernommen sind Wörter und Verweise{pictures}.")
            row.cells[name] = words_of(text, as_sources=name == "quellen")
        elif ENTITY.search(text):
            row.cells[name] = with_letters(text)


def _check_lengths(row: Row, lengths: Mapping[str, int]) -> None:
    """Leaves out texts that are too long. A Kurzfassung is cut, and stands whole in the article."""
    if len(row.text("titel")) > lengths["titel"]:
        row.wrong("titel", _too_long(row.text("titel"), lengths["titel"]))
    for name, length in lengths.items():
        text = row.felder.get(name, "")
        if not isinstance(text, str) or len(text) <= length:
            continue
        if name == "kurzfassung":
            row.felder[name] = lead_of(text) or _cut(text, length)
            row.note(name, f"Gekürzt auf {length} Zeichen; der ganze Text steht im Artikel.")
        else:
            del row.felder[name]
            row.gap(name, _too_long(text, length))


def _too_long(text: str, length: int) -> str:
    return f"{len(text)} Zeichen, höchstens {length} sind möglich."


def _cut(text: str, length: int) -> str:
    return text[: length - 1].rsplit(" ", 1)[0] + "…"


def _read_sections(row: Row) -> tuple[Abschnitt, ...] | None:
    texts = {name: row.answer(name) for name in SECTIONS}
    said = row.answer("kurzfassung")
    if said and row.felder.get("kurzfassung") != said:
        texts["text"] = "\n\n".join(filter(None, (said, texts["text"])))
    found = [Abschnitt(name, (("text", to_html(text)),)) for name, text in texts.items() if text]
    for heading, text in free_sections(row.answer("frei")):
        if not says_nothing(text):
            found.append(free_section(heading, [("text", to_html(text))]))
    found += _read_einschaetzung(row)
    return tuple(found) or None


def _read_einschaetzung(row: Row) -> list[Abschnitt]:
    if not row.answer(EINSCHAETZUNG):
        return []
    said = read_cell(row.answer(EINSCHAETZUNG))
    if said is None:
        row.gap(EINSCHAETZUNG, "Bitte mit dem Tag beginnen: „Stand 28.11.2026: …“")
        return []
    stand, text = said
    return [Abschnitt(EINSCHAETZUNG, (("text", to_html(text)),), stand=stand)]


def _read_slug(row: Row, limit: int) -> str:
    slug = row.answer("slug").casefold()
    if slug and not (SLUG.fullmatch(slug) and len(slug) <= limit):
        row.note("slug", f"„{slug}“ ist als Kürzel nicht möglich und wird nicht übernommen.")
        return ""
    return slug


def missing_columns(fields: Sequence[str]) -> list[str]:
    """Returns the labels of required fields that no column fills."""
    return [feld.label for feld in FELDER if feld.pflicht and feld.name not in fields]
