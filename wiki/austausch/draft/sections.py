"""Sections of an imported text: which of the article's own one belongs to, no name twice, not more
than an article may have. Pure."""

from collections.abc import Iterable
from dataclasses import replace
from html import escape

from wiki.felder.felder import EINSCHAETZUNG, SECTIONS, TEXT

from .einschaetzung import day_in_heading
from .headings import KNOWN, heading_key
from .schema import Abschnitt

HEADING_LENGTH = 120
SECTIONS_LIMIT = 30  # of an article, see wiki.blocks
DESCRIPTION = "beschreibung"  # above a section; above a column it is a short one
REST = "Weitere Abschnitte"


def section_of(heading: str, inhalt: Iterable[tuple[str, object]]) -> Abschnitt:
    """One of the named sections if the heading says so, else a free one."""
    key = heading_key(heading)
    art = TEXT if not heading or key == DESCRIPTION else KNOWN.get(key, "")
    if art in SECTIONS:
        return Abschnitt(art, tuple(inhalt))
    if day := day_in_heading(heading):
        return Abschnitt(EINSCHAETZUNG, tuple(inhalt), stand=day)
    return Abschnitt("frei", tuple(inhalt), heading[:HEADING_LENGTH])


def merge_sections(sections: Iterable[Abschnitt]) -> tuple[Abschnitt, ...]:
    """Sections of one name become one; what is too many goes, with headings, into a last one."""
    found: dict[tuple[str, str], Abschnitt] = {}
    for section in sections:
        key = (section.art, section.ueberschrift)
        before = found.get(key)
        found[key] = replace(section, inhalt=before.inhalt + section.inhalt) if before else section
    return _not_too_many(list(found.values()))


def _not_too_many(sections: list[Abschnitt]) -> tuple[Abschnitt, ...]:
    free = [section for section in sections if section.art == "frei"]
    surplus = len(sections) - SECTIONS_LIMIT
    if surplus <= 0:
        return tuple(sections)
    rest = free[len(free) - surplus - 1 :]
    content: list[tuple[str, object]] = []
    for section in rest:
        heading = f"<h3>{escape(section.ueberschrift, quote=False)}</h3>"
        content += [("text", heading), *section.inhalt]
    kept = [section for section in sections if section not in rest]
    return (*kept, Abschnitt("frei", tuple(content), REST))
