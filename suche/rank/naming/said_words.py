"""Which pages say a word in their text, as it is typed: the database looks, and no model."""

import re
from collections.abc import Collection, Sequence

from django.db import connection

from einbettung.text.extraction import KURZFASSUNG, STECKBRIEF
from suche.german.analysis import is_stopword
from suche.german.synonyms import words_of

NAME_MAX_WORDS = 3  # of a name that is looked up in texts
# What stands before a thing that is done without: "nicht in fremde Cloud".
WITHOUT = r"(?:ohne|statt|kein\w*|without|nicht (?:in|über|mit|per|auf))"
# A word as it is typed, also before a hyphen, and with the endings of its cases; and whether the
# lead says it.
SQL = r"""
    SELECT page_id, bool_or(part->>'name' = %s)
    FROM einbettung_dokument, jsonb_array_elements(abschnitte || anlagen) AS part
    WHERE page_id = ANY(%s) AND part->>'text' ~* CASE WHEN part->>'name' = %s THEN %s ELSE %s END
    GROUP BY page_id
"""
ENDINGS = r"(s|es|e|n|en)?"


def saying(name: str, page_ids: Collection[int]) -> dict[int, bool]:
    """Returns the pages whose text says a word or a name itself, and not only a part or a synonym
    of it -> whether their lead says it. A name has few words, none of them a function word."""
    words = words_of(name)
    if not 1 <= len(words) <= NAME_MAX_WORDS or any(map(is_stopword, words)):
        return {}
    return _holding(rf"\m{'[ -]'.join(map(re.escape, words))}{ENDINGS}\M", page_ids)


def saying_one_of(words: Sequence[str], page_ids: Collection[int]) -> frozenset[int]:
    """Returns the pages whose text says one of these words, also behind a hyphen, or whose fact box
    has a line called so: "ohne Förderung" is not what has "Förderung: Bund"."""
    if not words:
        return frozenset()
    pattern = rf"\m{_one_of(words)}"
    return frozenset(_holding(pattern, page_ids, f"{pattern}: "))


def doing_without(words: Sequence[str], page_ids: Collection[int]) -> frozenset[int]:
    """Returns the pages whose text or fact box says that they do without one of these words: a
    Mängelmelder that has had an App may be used "ohne App" now."""
    pattern = rf"\m{WITHOUT}\s+(\w+\s+)?{_one_of(words)}"
    return frozenset(_holding(pattern, page_ids, pattern) if words else ())


def _one_of(words: Sequence[str]) -> str:
    return rf"({'|'.join(map(re.escape, words))}){ENDINGS}\M"


def _holding(
    pattern: str, page_ids: Collection[int], in_fact_box: str | None = None
) -> dict[int, bool]:
    """Returns the pages whose text holds this pattern, or whose fact box one of its own -> whether
    their lead does. One query, none where there is no page."""
    if not page_ids:
        return {}
    with connection.cursor() as cursor:
        cursor.execute(SQL, [KURZFASSUNG, list(page_ids), STECKBRIEF, in_fact_box, pattern])
        return dict(cursor.fetchall())
