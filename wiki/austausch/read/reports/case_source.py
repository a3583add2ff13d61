"""Turns a folder of case reports into `ImportedPage`s; their `zeile` is the number of the file."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from wiki.austausch.draft.boxes import fields_of, leftover_section, read_box
from wiki.austausch.draft.lead import lead_of
from wiki.austausch.draft.paragraphs import to_text
from wiki.austausch.draft.schema import Abschnitt, ImportedPage, Meldung
from wiki.austausch.draft.sections import merge_sections, section_of
from wiki.austausch.draft.web_addresses import usable_sources
from wiki.austausch.exceptions import FileUnreadable
from wiki.austausch.importing.existing_projects import row_context
from wiki.austausch.read.rows.context import RowContext

from .case_files import read_case, report_files
from .case_pieces import Fallbericht


@dataclass(frozen=True)
class Berichtsquelle:
    """The `Quelldatei` of a folder; `open_folder` makes it."""

    folder: Path
    files: tuple[Path, ...]
    accept_fuzzy: bool = False

    @property
    def name(self) -> str:
        return self.folder.name or str(self.folder)

    def imported_pages(self) -> Iterator[ImportedPage]:
        context = row_context(self.accept_fuzzy)
        for number, path in enumerate(self.files, 1):
            yield _imported(number, path, context)

    def hinweise(self) -> tuple[Meldung, ...]:
        return ()

    def optionen(self) -> dict[str, Any]:
        return {}

    def about(self) -> dict[str, Any]:
        return {"dateien": [path.name for path in self.files]}


def open_folder(folder: Path, *, accept_fuzzy: bool = False) -> Berichtsquelle:
    return Berichtsquelle(folder, tuple(report_files(folder)), accept_fuzzy)


def _imported(number: int, path: Path, context: RowContext) -> ImportedPage:
    def note(text: str) -> Meldung:
        return Meldung(number, path.name[:120], text)

    try:
        case = read_case(path)
    except FileUnreadable as error:
        return ImportedPage(number, path.stem, fehler=(note(str(error)),))
    fields = fields_of(list(case.fakten), {})
    box, leftover = read_box(number, case.fakten, fields, context, note, case.titel)
    quellen, addresses = usable_sources(box.quellen or (), note)
    felder = dict(box.felder)
    sections = _sections(case, leftover)
    intro = next((html for name, html in _texts(case) if not name), "")
    if "kurzfassung" not in felder and (lead := lead_of(" ".join(to_text(intro).split()))):
        felder["kurzfassung"] = lead
    limit = context.lengths["titel"]
    left_out = (note(f"Nicht übernommen: {text}") for text in case.offen)
    return replace(
        box,
        felder=felder,
        quellen=quellen or None,
        abschnitte=merge_sections((*(box.abschnitte or ()), *sections)) or None,
        fehler=(note(f"Der Titel ist länger als {limit} Zeichen."),)
        if len(case.titel) > limit
        else (),
        hinweise=(*box.hinweise, *addresses, *left_out),
    )


def _texts(case: Fallbericht) -> Iterator[tuple[str, str]]:
    for name, blocks in case.abschnitte:
        yield name, "".join(value for kind, value in blocks if kind == "text")


def _sections(case: Fallbericht, leftover: str) -> list[Abschnitt]:
    found = [section_of(heading, blocks) for heading, blocks in case.abschnitte]
    return [*found, *leftover_section(leftover)]
