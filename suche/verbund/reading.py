"""What another wiki answered -> cases. Trusts nothing: neither shape nor size nor addresses. Pure.

Texts become plain text without signs that have no shape (they turn the direction of a line or end
a database's text); templates escape the rest. A case must lead to its own wiki and nowhere else.
"""

import json
import unicodedata
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit

from suche.verbund.exceptions import AnswerUnreadable
from wiki.fakten.codes import Status

from .schema import Fall, Fremdabschnitt, Teil

CASES_IN_A_PART = 100
TITLE, LEAD, SECTION, WHOLE, NAME, ADDRESS = 255, 1_000, 20_000, 100_000, 255, 500
SECTIONS, NAMES = 60, 50
FIRST_YEAR, LAST_YEAR = 1990, 2100
CURSOR = 40
# Categories of Unicode that show nothing: control, format, halves of a pair, private, unassigned.
SHAPELESS = ("Cc", "Cf", "Cs", "Co", "Cn")
CODES = {status.label: status.value for status in Status}


def read_part(content: bytes, host: str) -> Teil:
    """`host`: of the other wiki. Raises AnswerUnreadable unless the answer is a part of a list; a
    single case that is wrong is left out and said."""
    try:
        said = json.loads(content)
    except (ValueError, RecursionError) as error:
        raise AnswerUnreadable("Es ist kein JSON.") from error
    entries = said.get("projekte") if isinstance(said, dict) else None
    if not isinstance(entries, list):
        raise AnswerUnreadable("Darin steht keine Liste von Projekten.")
    if len(entries) > CASES_IN_A_PART:
        raise AnswerUnreadable("Es sind mehr Projekte, als gefragt waren.")
    return _part(entries, said.get("weiter"), host)


def _part(entries: list[Any], cursor: Any, host: str) -> Teil:
    if cursor is not None and not _is_cursor(cursor):
        raise AnswerUnreadable("Wie es weitergeht, ist nicht zu lesen.")
    faelle, refused = [], []
    for entry in entries:
        try:
            faelle.append(_case(entry, host))
        except AnswerUnreadable as error:
            refused.append(str(error))
    if refused and not faelle:
        raise AnswerUnreadable(f"Kein Projekt darin ist zu lesen. {refused[0]}")
    return Teil(tuple(faelle), cursor or "", tuple(refused))


def _is_cursor(value: Any) -> bool:
    is_text = isinstance(value, str) and len(value) <= CURSOR
    return is_text and value.isascii() and value.isprintable()


def _case(entry: Any, host: str) -> Fall:
    if not isinstance(entry, dict):
        raise AnswerUnreadable("Ein Projekt hat keine Angaben.")
    title = _line(entry.get("titel"), TITLE)
    if not title:
        raise AnswerUnreadable("Ein Projekt hat keinen Titel.")
    kommunen = [one for one in _listed(entry.get("kommunen")) if isinstance(one, dict)]
    return Fall(
        kennung=_address(entry.get("kennung"), host, title),
        adresse=_address(entry.get("adresse"), host, title),
        titel=title,
        kurzfassung=_line(entry.get("kurzfassung"), LEAD),
        kommunen=_names(one.get("name") for one in kommunen),
        laender=_names((one.get("land") for one in kommunen), 60),
        status=CODES.get(_line(entry.get("status"), NAME), ""),
        status_jahr=_year(entry.get("stand")),
        themen=_names(_listed(entry.get("themen"))),
        abschnitte=tuple(_sections(entry.get("abschnitte"))),
    )


def _address(value: Any, host: str, title: str) -> str:
    """An address of that wiki, so that its name at a hit says the truth."""
    try:
        parts = urlsplit(value) if isinstance(value, str) and len(value) <= ADDRESS else None
        usable = (
            parts is not None
            and parts.scheme in ("https", "http")
            and parts.hostname == host
            and parts.username is None
            and plain(value) == value
            and not any(sign.isspace() for sign in value)
        )
    except ValueError:
        usable = False
    if not usable:
        raise AnswerUnreadable(f"„{title[:80]}“ hat keine Adresse in diesem Wiki.")
    return str(value)


def _sections(value: Any) -> Iterator[Fremdabschnitt]:
    left = WHOLE
    for part in _listed(value)[:SECTIONS]:
        if isinstance(part, dict) and isinstance(part.get("text"), str):
            text = plain(part["text"][: min(SECTION, left)]).strip()
            left -= len(text)
            if text:
                yield Fremdabschnitt(_line(part.get("ueberschrift"), NAME), text)


def _names(values: Any, length: int = NAME) -> tuple[str, ...]:
    found = (_line(value, length) for value in values)
    return tuple(dict.fromkeys(name for name in found if name))[:NAMES]


def _line(value: Any, length: int) -> str:
    return " ".join(plain(value[: 2 * length]).split())[:length] if isinstance(value, str) else ""


def plain(text: str) -> str:
    """Returns the text without characters that show nothing (SHAPELESS); blanks of any kind
    stay."""
    return "".join(c for c in text if c.isspace() or unicodedata.category(c) not in SHAPELESS)


def _listed(value: Any) -> list[Any]:
    return value if isinstance(value, list) else []


def _year(value: Any) -> int | None:
    is_year = type(value) is int and FIRST_YEAR <= value <= LAST_YEAR
    return value if is_year else None
