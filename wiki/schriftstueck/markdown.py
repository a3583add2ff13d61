"""A `Schriftstueck` as Markdown (CommonMark, tables as on GitHub), for programs. Pure.

Pictures are named by their description, what is to be filled in by hand is left out.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

from .schema import (
    Absatz,
    Angaben,
    Bild,
    Run,
    Schreiblinien,
    Schriftstueck,
    Stil,
    Tabelle,
    Ueberschrift,
    Unterschrift,
    printable,
)

# What could begin or end a mark. A number with a full stop, a plus and a minus do so in front only.
MARKS = re.compile(r"[\\`*_\[\]<>#|~&]")
MARK_IN_FRONT = re.compile(r"^(\d+(?=[.)](?:\s|$))|[-+=])")
LISTS = {Stil.BULLET, Stil.NUMBER}


def write_markdown(schriftstueck: Schriftstueck) -> str:
    """The document, its title first, its foot last."""
    blocks = [f"# {_line(schriftstueck.titel)}"]
    below_item = False
    for teil in schriftstueck.teile:
        block = WRITERS[type(teil)](teil)
        is_item = isinstance(teil, Absatz) and teil.stil in LISTS
        if block and is_item and below_item:
            blocks[-1] += f"\n{block}"
        elif block:
            blocks.append(block)
        below_item = is_item
    return "\n\n".join([*blocks, *filter(None, [_line(schriftstueck.fuss)])]) + "\n"


def _escaped(text: str) -> str:
    return MARKS.sub(r"\\\g<0>", printable(text))


def _line(text: str) -> str:
    """One line of plain text, that nothing in front of it can turn into a list."""
    return _guarded(_escaped(" ".join(text.split())))


def _runs(runs: Iterable[Run]) -> str:
    return _guarded("".join(map(_run, runs)).strip())


def _guarded(text: str) -> str:
    """Escapes what could begin or end a mark. A digit cannot be escaped, so in `1.` the full stop
    is."""
    return MARK_IN_FRONT.sub(lambda m: f"{m[0]}\\" if m[0].isdigit() else f"\\{m[0]}", text)


def _run(run: Run) -> str:
    if run.text == "\n":
        return "  \n"
    text = " ".join(_escaped(run.text).split())
    if not text:
        return run.text and " "
    before, after = " " * run.text[0].isspace(), " " * run.text[-1].isspace()
    mark = "**" * run.bold + "*" * run.italic
    text = f"{mark}{text}{mark[::-1]}"
    if run.url:
        text = f"[{text}](<{_address(run.url)}>)"
    return f"{before}{text}{after}"


def _address(url: str) -> str:
    return re.sub(r"[<>\s\\]", lambda found: f"%{ord(found[0]):02X}", url)


def _heading(heading: Ueberschrift) -> str:
    text = _line(heading.text)
    return f"{'#' * (heading.ebene + 1)} {text}" if text else ""


def _paragraph(absatz: Absatz) -> str:
    text = _runs(absatz.runs)
    if absatz.stil in LISTS:
        mark = f"{absatz.nummer or 1}." if absatz.stil is Stil.NUMBER else "-"
        return f"{'   ' * absatz.depth}{mark} {text}"
    if absatz.stil is Stil.QUOTE:
        return "\n".join(f"> {line}" for line in text.splitlines())
    return text


def _facts(angaben: Angaben) -> str:
    return "\n".join(f"- **{_line(name)}:** {_line(value)}" for name, value in angaben.rows)


def _table(tabelle: Tabelle) -> str:
    rows = list(_rows(tabelle))
    if not rows:
        return ""
    return "\n".join([rows[0], "|" + " --- |" * len(tabelle.rows[0]), *rows[1:]])


def _rows(tabelle: Tabelle) -> Iterator[str]:
    for row in tabelle.rows:
        cells = (_runs(cell).replace("  \n", "<br>") for cell in row)
        if row:
            yield f"| {' | '.join(cells)} |"


def _picture(bild: Bild) -> str:
    return f"\\[Bild: {_line(bild.alt)}\\]" if bild.alt else ""


def _nothing(teil: Schreiblinien | Unterschrift) -> str:
    return ""


WRITERS: Mapping[type, Callable[[Any], str]] = {
    Ueberschrift: _heading,
    Absatz: _paragraph,
    Angaben: _facts,
    Tabelle: _table,
    Bild: _picture,
    Schreiblinien: _nothing,
    Unterschrift: _nothing,
}
