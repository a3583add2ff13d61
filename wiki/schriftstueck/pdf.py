"""A `Schriftstueck` as a PDF file that screen readers read (PDF/UA-1): tagged headings, lists,
tables and pictures, German, with bookmarks and page numbers.

Typst sets the pages as `schriftstueck.typ` beside this module says. What is printed goes there as
JSON, so that no text can be an instruction, and pictures as files.
"""

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache, partial
from itertools import groupby, takewhile
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, cast

import typst

from .schema import (
    Absatz,
    Angaben,
    Bild,
    Run,
    Schreiblinien,
    Schriftstueck,
    Stil,
    Tabelle,
    Teil,
    Ueberschrift,
    Unterschrift,
)
from .typeface import printed, typeface

LISTS = (Stil.BULLET, Stil.NUMBER)
PICTURE_MM = (120, 150)  # width and height at most
Part = dict[str, Any]


def write_pdf(schriftstueck: Schriftstueck, fonts: Path) -> bytes:
    """`fonts` is the folder with the files of the typeface."""
    with TemporaryDirectory() as folder:
        document = json.dumps(_Pages(Path(folder), fonts).document(schriftstueck))
        file = typst.Compiler(font_paths=typeface(fonts)).compile(
            input=_layout(),
            root=folder,
            format="pdf",
            pdf_standards="ua-1",
            sys_inputs={"schriftstueck": document},
        )
    return cast(bytes, file)  # other formats give pages


@lru_cache(maxsize=1)
def _layout() -> bytes:
    return Path(__file__).with_name("schriftstueck.typ").read_bytes()


@dataclass
class _Pages:
    """Turns parts into what the layout reads; pictures are written to `folder`."""

    folder: Path
    fonts: Path
    level: int = field(default=1, init=False)  # of the heading above
    pictures: int = field(default=0, init=False)

    def document(self, schriftstueck: Schriftstueck) -> Part:
        titel = self.text(schriftstueck.titel).strip() or "Ohne Titel"
        return {
            "titel": titel,
            "betreff": self.text(schriftstueck.betreff) or titel,
            "verfasser": self.text(schriftstueck.verfasser),
            "fuss": self.text(schriftstueck.fuss),
            "kompakt": schriftstueck.kompakt,
            "quer": schriftstueck.quer,
            "teile": list(self.parts(schriftstueck.teile)),
        }

    def parts(self, teile: Sequence[Teil]) -> Iterator[Part]:
        """Yields parts; the items of a list, which stand one by one, become one part."""
        for are_items, group in groupby(teile, _is_item):
            if are_items:
                yield from self.lists(list(group))  # type: ignore[arg-type]
            else:
                yield from filter(None, (WRITERS[type(teil)](self, teil) for teil in group))

    def lists(self, items: Sequence[Absatz]) -> Iterator[Part]:
        """Yields a list for each run of items of one style; deeper items stand in the one above.

        Depths 0, 1, 1, 0 are a list of two, the first of which holds a list of two.
        """
        while items:
            first = items[0]
            same = list(takewhile(partial(_goes_on, first), items))
            yield {
                "art": "liste",
                "nummern": first.stil is Stil.NUMBER,
                "start": first.nummer or 1,
                "eintraege": list(self.items(same, first.depth)),
            }
            items = items[len(same) :]

    def items(self, items: Sequence[Absatz], depth: int) -> Iterator[Part]:
        while items:
            below = list(takewhile(lambda i: i.depth > depth, items[1:]))
            yield {"runs": self.runs(items[0].runs), "unter": list(self.lists(below))}
            items = items[1 + len(below) :]

    def runs(self, runs: Iterable[Run]) -> list[Part]:
        return [
            {"text": self.text(r.text), "bold": r.bold, "italic": r.italic, "url": r.url}
            for r in runs
        ]

    def without_links(self, runs: Iterable[Part]) -> list[Part]:
        """Headings are repeated on every page, and what is repeated may hold no link."""
        return [run | {"url": ""} for run in runs]

    def text(self, text: str) -> str:
        return printed(text, self.fonts)

    def heading(self, heading: Ueberschrift) -> Part | None:
        """Writes a heading. Its level is below the title, and at most one below the heading before,
        as PDF/UA demands."""
        text = self.text(heading.text).strip()
        if not text:
            return None
        self.level = min(heading.ebene + 1, self.level + 1)
        return {"art": "ueberschrift", "ebene": self.level, "text": text}

    def paragraph(self, absatz: Absatz) -> Part:
        return {"art": "absatz", "stil": absatz.stil.value, "runs": self.runs(absatz.runs)}

    def facts(self, angaben: Angaben) -> Part:
        rows = [[self.text(name), self.text(value)] for name, value in angaben.rows]
        return {"art": "angaben", "rows": rows}

    def table(self, tabelle: Tabelle) -> Part | None:
        if not tabelle.rows or not tabelle.rows[0]:
            return None
        columns = len(tabelle.rows[0])
        breiten = tabelle.breiten or (1,) * columns
        even = ((*row, *((),) * columns)[:columns] for row in tabelle.rows)
        headings, *below = [[self.runs(cell) for cell in row] for row in even]
        rows = [[self.without_links(cell) for cell in headings], *below]
        return {"art": "tabelle", "breiten": list(breiten), "rows": rows}

    def picture(self, bild: Bild) -> Part:
        name = f"{self.pictures}.jpg"
        self.pictures += 1
        (self.folder / name).write_bytes(bild.content)
        breite, hoehe = bild.size_within(*PICTURE_MM)
        alt = self.text(bild.alt)  # without one it is decoration, which is not read out
        return {"art": "bild", "datei": name, "breite": breite, "hoehe": hoehe, "alt": alt}

    def writing_lines(self, linien: Schreiblinien) -> Part:
        return {"art": "schreiblinien", "anzahl": linien.anzahl}

    def signature(self, unterschrift: Unterschrift) -> Part:
        links, rechts = self.text(unterschrift.links), self.text(unterschrift.rechts)
        return {"art": "unterschrift", "links": links, "rechts": rechts}


def _goes_on(first: Absatz, item: Absatz) -> bool:
    return item.depth > first.depth or item.stil is first.stil


def _is_item(teil: Teil) -> bool:
    return isinstance(teil, Absatz) and teil.stil in LISTS


WRITERS: Mapping[type, Callable[[_Pages, Any], Part | None]] = {
    Ueberschrift: _Pages.heading,
    Absatz: _Pages.paragraph,
    Angaben: _Pages.facts,
    Tabelle: _Pages.table,
    Bild: _Pages.picture,
    Schreiblinien: _Pages.writing_lines,
    Unterschrift: _Pages.signature,
}
