"""Turns case reports into `ImportedPage`s; their `zeile` is the number of the file."""

import logging
import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path, PurePosixPath
from typing import Any

from wiki.austausch.draft.boxes import fields_of, leftover_section, read_box
from wiki.austausch.draft.lead import lead_of
from wiki.austausch.draft.paragraphs import to_text
from wiki.austausch.draft.schema import Abschnitt, ImportedPage, Meldung
from wiki.austausch.draft.sections import merge_sections, section_of
from wiki.austausch.draft.web_addresses import usable_sources
from wiki.austausch.exceptions import FileUnreadable
from wiki.austausch.importing.decisions import asked_values
from wiki.austausch.importing.existing_projects import row_context
from wiki.austausch.read.pictures import missing_rights
from wiki.austausch.read.rows.context import RowContext
from wiki.austausch.read.rows.open_values import Wertfragen

from .beside import Beilagen, in_folder, nothing_beside
from .case_files import read_case, report_files
from .case_pieces import Fallbericht
from .report_archive import is_archive, report_members, unpacked

logger = logging.getLogger(__name__)

LIST = re.compile(r"<(?:ul|ol)\b")
OTHERS_NAMED = 20  # files that are no reports
CANNOT_UNPACK = "Sie lässt sich nicht auspacken: zu groß, beschädigt oder mit einem Kennwort."


@dataclass(frozen=True)
class Berichtsquelle:
    """The `Quelldatei` of a folder, a ZIP or a single report; `open_reports` makes it. `members`
    are the reports of a ZIP, `others` what else lies beside them; `uploaded_as` is the name of a
    single file that is stored under another."""

    path: Path
    files: tuple[Path, ...]
    accept_fuzzy: bool = False
    members: tuple[str, ...] = ()
    others: tuple[str, ...] = ()
    uploaded_as: str = ""
    _asked: dict[str, Wertfragen] = field(default_factory=dict)

    @property
    def name(self) -> str:
        return self.uploaded_as or self.path.name or str(self.path)

    def imported_pages(self) -> Iterator[ImportedPage]:
        context = row_context(self.accept_fuzzy)
        self._asked["werte"] = context.fragen
        for number, (name, path, beside) in enumerate(self._reports(), 1):
            yield _imported(number, name, path, beside, context)

    def _reports(self) -> Iterator[tuple[str, Path | None, Beilagen]]:
        if self.members:
            yield from unpacked(self.path, self.members)
        for path in () if self.members else self.files:
            yield self.uploaded_as or path.name, path, self._beside(path)

    def _beside(self, report: Path) -> Beilagen:
        """Beside a file that was uploaded lie those of others."""
        if self.uploaded_as:
            return nothing_beside
        return in_folder(self.path if self.path.is_dir() else self.path.parent, report)

    def hinweise(self) -> tuple[Meldung, ...]:
        if not self.others:
            return ()
        more = " …" if len(self.others) > OTHERS_NAMED else ""
        named = ", ".join(self.others[:OTHERS_NAMED])
        return (Meldung(0, "", f"Nicht gelesen: {named}{more}"),)

    def optionen(self) -> dict[str, Any]:
        return {}

    def about(self) -> dict[str, Any]:
        names = self.members or (self.uploaded_as or path.name for path in self.files)
        words = {name: asked_values(fragen) for name, fragen in self._asked.items()}
        return {"dateien": list(names)} | words


def open_reports(
    path: Path, *, accept_fuzzy: bool = False, uploaded_as: str = ""
) -> Berichtsquelle:
    """Opens a folder, a ZIP or one file. Raises FileUnreadable if no report is in it."""
    if is_archive(path):
        members, others = report_members(path)
        return Berichtsquelle(path, (path,), accept_fuzzy, members, others, uploaded_as)
    return Berichtsquelle(path, tuple(report_files(path)), accept_fuzzy, uploaded_as=uploaded_as)


def _read(name: str, path: Path | None, beside: Beilagen) -> Fallbericht:
    """Reads one report. Whatever a file does to its reader, the others are read as well."""
    if path is None:
        raise FileUnreadable(CANNOT_UNPACK)
    try:
        return read_case(path, PurePosixPath(name).stem, beside)
    except (FileUnreadable, OSError):
        raise
    except Exception as error:
        logger.exception("A case report could not be read.")
        raise FileUnreadable("Ihr Inneres ist anders, als das Wiki es kennt.") from error


def _imported(
    number: int, name: str, path: Path | None, beside: Beilagen, context: RowContext
) -> ImportedPage:
    def note(text: str) -> Meldung:
        return Meldung(number, name[-120:], text)

    try:
        case = _read(name, path, beside)
    except (FileUnreadable, OSError) as error:
        return ImportedPage(number, PurePosixPath(name).stem, fehler=(note(str(error)),))
    fields = fields_of(list(case.fakten), {})
    box, leftover = read_box(number, case.fakten, fields, context, note, case.titel)
    quellen, addresses = usable_sources(box.quellen or (), note)
    felder = dict(box.felder)
    sections = _sections(case, leftover)
    intro = next((html for name, html in _texts(case) if not name), "")
    told = to_text(LIST.split(intro)[0])  # items of a list are no sentences
    if "kurzfassung" not in felder and (lead := lead_of(" ".join(told.split()))):
        felder["kurzfassung"] = lead
    limit = context.lengths["titel"]
    rights = missing_rights(sections)
    left_out = (note(f"Nicht übernommen: {text}") for text in case.offen)
    return replace(
        box,
        felder=felder,
        quellen=quellen or None,
        abschnitte=merge_sections((*(box.abschnitte or ()), *sections)) or None,
        fehler=(note(f"Der Titel ist länger als {limit} Zeichen."),)
        if len(case.titel) > limit
        else (),
        luecken=tuple(note(text) for text in (*case.fragen, rights) if text),
        hinweise=(*box.hinweise, *addresses, *left_out),
    )


def _texts(case: Fallbericht) -> Iterator[tuple[str, str]]:
    for name, blocks in case.abschnitte:
        yield name, "".join(value for kind, value in blocks if kind == "text")


def _sections(case: Fallbericht, leftover: str) -> list[Abschnitt]:
    found = [section_of(heading, blocks) for heading, blocks in case.abschnitte]
    return [*found, *leftover_section(leftover)]
