"""Finds the title and the headings of a document that only shows them: big, bold, numbered. Pure.

Who writes a report in Word seldom uses styles; what is meant as a heading is a short line by
itself.
"""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from wiki.austausch.draft.headings import KNOWN_HEADINGS, heading_key
from wiki.austausch.read.office.pieces import Baustein
from wiki.austausch.read.office.writer import words_of

from .case_pieces import Fallbericht

HEADING_MAX_CHARS = 120
BIGGER = 1.15  # times the size of the ordinary text
TITLE_WITHIN = 15  # pieces from the beginning
LETTERHEAD_MAX_CHARS = 120  # of a line
NUMBER = re.compile(r"^(?:\d{1,2}(?:\.\d{1,2})*[.)]?|[IVX]{1,4}\.|[A-Z][.)])\s+(?=\S)")
NUMBERED = re.compile(r"^\d{1,2}(?:\.\d{1,2})*[.)]?\s+[A-ZÄÖÜ]")
FACT = re.compile(r"^[^:|]{2,60}:\s+\S")
CAPTION = re.compile(r"(?:abbildung|abb\.|tabelle|tab\.|bild|foto|quelle)\s*(?:\d|:)", re.I)
ALL_ITALIC = re.compile(r"<p><i>(?:(?!</?i>).)*</i></p>", re.DOTALL)  # a quotation
# What a report calls itself, not what it is about; a number may stand behind it.
GENERIC = frozenset(
    "projektsteckbrief steckbrief projektbericht projektblatt datenblatt bericht massnahmenblatt "
    "massnahmensteckbrief formular projektskizze projektbeschreibung fallbericht praxisbeispiel "
    "projektdatenblatt abschlussbericht sachstandsbericht erhebungsbogen fragebogen "
    "beschlussvorlage sitzungsvorlage mitteilungsvorlage informationsvorlage berichtsvorlage "
    "verwaltungsvorlage vorlage drucksache".split()
)
FORMS = frozenset("fragebogen erhebungsbogen meldebogen rueckmeldebogen formular umfrage".split())
CODE_MAX_CHARS = 4  # of a part of its number: `M 3.2`, `0123/2023`
# Sections of reports, and of papers for the council; none of them is what the paper is about.
SECTION_WORDS = frozenset(
    "beschlussvorschlag beschluss beschlussempfehlung sachverhalt sachdarstellung begruendung "
    "beratungsfolge abstimmungsergebnis anlagen anlage tagesordnung ziel ziele zielsetzung "
    "einleitung vorwort allgemeines kontext fazit ausblick inhalt inhaltsverzeichnis".split()
)
FEW = 2  # headings; who marks fewer shows the others


def without_number(heading: str) -> str:
    """`1.2 Ausgangslage:` -> `Ausgangslage`. A year is no number of a heading."""
    return NUMBER.sub("", heading).strip().rstrip(":").strip() or heading


def is_known(heading: str) -> bool:
    return heading_key(without_number(heading)) in KNOWN_HEADINGS


def is_generic(title: str) -> bool:
    """Whether a title only says what kind of paper it heads: `Maßnahmenblatt M 3.2`."""
    first, *rest = heading_key(title).split() or [""]
    is_code = all(len(part) <= CODE_MAX_CHARS for part in rest)
    return first in FORMS or (first in GENERIC and is_code)


def _names_a_section(heading: str) -> bool:
    key = heading_key(without_number(heading)).replace(" ", "")
    return is_known(heading) or key in SECTION_WORDS


def take_title(case: Fallbericht, pieces: Sequence[Baustein]) -> list[Baustein]:
    """Finds the title, if the report has none yet, and returns the other pieces. Short lines above
    the title are a letterhead, which is named and left out."""
    found = None if case.titel else _title(pieces)
    if found is None:
        return _without_letterhead(case, pieces, 0 if case.titel else _form_with_title(pieces))
    case.titel = " ".join(words_of(pieces[found]).split())
    return _without_letterhead(case, [*pieces[:found], *pieces[found + 1 :]], found)


def _form_with_title(pieces: Sequence[Baustein]) -> int:
    """Returns the number of the first table, if it has a row for the title; else 0."""
    number = next((n for n, piece in enumerate(pieces) if piece.kind == "table"), 0)
    rows = pieces[number].value if pieces and pieces[number].kind == "table" else ()
    names = (heading_key(cell) for row in rows for cell in row)
    return number if "titel" in map(KNOWN_HEADINGS.get, names) else 0


def _without_letterhead(
    case: Fallbericht, pieces: Sequence[Baustein], below: int
) -> list[Baustein]:
    above = [piece for piece in pieces[:below] if not _is_letterhead(piece)]
    dropped = [words_of(piece) for piece in pieces[:below] if _is_letterhead(piece)]
    if dropped:
        case.offen.append(f"Briefkopf „{' · '.join(dropped)}“")
    return [*above, *pieces[below:]]


def _title(pieces: Sequence[Baustein]) -> int | None:
    """Returns the number of the piece that is the title: the biggest line before the first heading,
    else that heading, else the first bold line."""
    first = next((n for n, p in enumerate(pieces) if p.kind == "heading"), None)
    begin = pieces[: min(TITLE_WITHIN, len(pieces) if first is None else first)]
    lines = [n for n, piece in enumerate(begin) if _is_line(piece) and not _is_fact(piece)]
    ordinary = _ordinary_size(pieces)
    big = [n for n in lines if ordinary and begin[n].size >= BIGGER * ordinary]
    if big:
        return max(big, key=lambda n: begin[n].size)
    if first is not None and _may_be_title(pieces, first):
        return first
    bold = [n for n in lines if begin[n].bold and not _names_a_section(words_of(begin[n]))]
    return bold[0] if bold else None


def _may_be_title(pieces: Sequence[Baustein], first: int) -> bool:
    """A heading that names a section is no title; nor is one of several that are not the highest
    there can be."""
    heading = pieces[first]
    levels = [piece.level for piece in pieces if piece.kind == "heading"]
    alone = levels.count(heading.level) == 1 and heading.level == min(levels)
    return not _names_a_section(heading.value) and (heading.level == 1 or alone)


def shown_headings(pieces: Sequence[Baustein]) -> list[Baustein]:
    """Makes headings of the lines that only look like ones: of all if the file marks next to none,
    otherwise of those that name a known section."""
    marked = sum(1 for piece in pieces if piece.kind == "heading")
    ordinary = _ordinary_size(pieces)
    found = list(pieces)
    for number, piece in enumerate(pieces):
        if not _is_line(piece) or _is_fact(piece):
            continue
        text = words_of(piece)
        if _looks_like_one(pieces, number, ordinary) and (marked < FEW or is_known(text)):
            level = 3 if re.match(r"\d+\.\d", text) else 2
            found[number] = Baustein("heading", text, level)
    _take_back(found, pieces)
    return [
        replace(piece, value=without_number(piece.value)) if piece.kind == "heading" else piece
        for piece in found
    ]


def _take_back(found: list[Baustein], pieces: Sequence[Baustein]) -> None:
    """A line below which nothing stands is no heading, unless it names a section."""
    below: Baustein | None = None
    for number in range(len(found) - 1, -1, -1):
        piece, guessed = found[number], found[number] is not pieces[number]
        ends = below is None or (below.kind == "heading" and below.level <= piece.level)
        if guessed and ends and not is_known(piece.value) and not NUMBERED.match(piece.value):
            found[number] = pieces[number]
        below = found[number]


def _looks_like_one(pieces: Sequence[Baustein], number: int, ordinary: float) -> bool:
    piece = pieces[number]
    text = words_of(piece)
    if piece.bold or (ordinary and piece.size >= BIGGER * ordinary):
        return True
    below = pieces[number + 1 :][:1]
    if is_known(text) and piece.size and not any(map(_is_fact, below)):
        return True  # a line by itself that says "Ausgangslage"
    around = [
        words_of(p) for p in (*pieces[max(0, number - 1) : number], *pieces[number + 1 :][:1])
    ]
    return bool(NUMBERED.match(text)) and not any(map(NUMBERED.match, around))


def _is_line(piece: Baustein) -> bool:
    text = words_of(piece) if piece.kind == "text" else ""
    return (
        0 < len(text) <= HEADING_MAX_CHARS
        and piece.value.startswith("<p>")
        and "\n" not in text
        and any(map(str.isalpha, text))
        and not CAPTION.match(text)
        and not ALL_ITALIC.fullmatch(piece.value)
        and not text.endswith((".", ",", ";", "!"))
    )


def _is_fact(piece: Baustein) -> bool:
    """Returns whether the line says a field and its value: `Kommune: Trier`."""
    text = words_of(piece)
    return bool(FACT.match(text)) and heading_key(text.partition(":")[0]) in KNOWN_HEADINGS


def _is_letterhead(piece: Baustein) -> bool:
    if piece.kind != "text" or _is_fact(piece):
        return False
    text = words_of(piece)
    return len(text) <= LETTERHEAD_MAX_CHARS and not text.endswith((".", "!", "?"))


def _ordinary_size(pieces: Sequence[Baustein]) -> float:
    """Returns the size in which most of the text is written, 0 if the file says none."""
    sizes: Counter[float] = Counter()
    for piece in pieces:
        if piece.kind == "text" and piece.size:
            sizes[piece.size] += len(words_of(piece))
    return sizes.most_common(1)[0][0] if sizes else 0.0
