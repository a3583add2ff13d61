"""Fits the sections of an imported text into an article: finds the named section that each belongs
to, and merges those of one name and those beyond the limit. Pure."""

from collections.abc import Iterable
from dataclasses import replace
from html import escape

from wiki.felder.felder import EINSCHAETZUNG, FLIESSTEXT, FRAGE, SECTIONS
from wiki.german.amount_cells import says_nothing

from .einschaetzung import day_in_heading
from .frage import read_question_heading
from .headings import KNOWN_HEADINGS, heading_key
from .paragraphs import to_text
from .schema import Abschnitt

HEADING_MAX_CHARS = 120
SECTIONS_MAX = 30  # of an article, see wiki.blocks
DESCRIPTION = "beschreibung"  # above a section; above a column it is a short one
REST = "Weitere Abschnitte"


def section_of(heading: str, inhalt: Iterable[tuple[str, object]]) -> Abschnitt:
    """Makes a named section if the heading says which, else one with this heading."""
    key = heading_key(heading)
    art = FLIESSTEXT if not heading or key == DESCRIPTION else KNOWN_HEADINGS.get(key, "")
    if art in SECTIONS:
        return Abschnitt(art, tuple(inhalt))
    if day := day_in_heading(heading):
        return Abschnitt(EINSCHAETZUNG, tuple(inhalt), stand=day)
    return free_section(heading, inhalt)


def free_section(heading: str, inhalt: Iterable[tuple[str, object]]) -> Abschnitt:
    """Makes a reader's question if the heading says so, else a section with this heading."""
    if asked := read_question_heading(heading):
        return Abschnitt(FRAGE, tuple(inhalt), asked[0], stand=asked[1])
    return Abschnitt("frei", tuple(inhalt), heading[:HEADING_MAX_CHARS])


def merge_sections(sections: Iterable[Abschnitt]) -> tuple[Abschnitt, ...]:
    """Joins sections of the same name, and leaves out those that say nothing: `k. A.`. What is
    beyond SECTIONS_MAX goes, with its headings, into one last section."""
    found: dict[tuple[str, str], Abschnitt] = {}
    for section in filter(_says_something, sections):
        key = (section.art, section.ueberschrift)
        before = found.get(key)
        found[key] = replace(section, inhalt=before.inhalt + section.inhalt) if before else section
    return _not_too_many(list(found.values()))


def _says_something(section: Abschnitt) -> bool:
    words = "\n".join(to_text(str(value)) for kind, value in section.inhalt if kind == "text")
    others = any(kind != "text" for kind, _ in section.inhalt)
    return others or not all(map(says_nothing, words.split("\n")))


def _not_too_many(sections: list[Abschnitt]) -> tuple[Abschnitt, ...]:
    free = [section for section in sections if section.art == "frei"]
    surplus = len(sections) - SECTIONS_MAX
    if surplus <= 0:
        return tuple(sections)
    rest = free[len(free) - surplus - 1 :]
    content: list[tuple[str, object]] = []
    for section in rest:
        heading = f"<h3>{escape(section.ueberschrift, quote=False)}</h3>"
        content += [("text", heading), *section.inhalt]
    kept = [section for section in sections if section not in rest]
    return (*kept, Abschnitt("frei", tuple(content), REST))
