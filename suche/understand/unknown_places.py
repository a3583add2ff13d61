"""Municipalities that a question names and no page does: "Parken in Idar-Oberstein". Pure.

Such a name is no word to look up: no page has it, and hits would seem to lack something. Who asks
wants Parken, and to be told that nothing of the town is here.
"""

import re
from collections.abc import Collection, Sequence

from suche.german.analysis import WORD
from suche.german.lexicon import lexicon_key
from suche.german.lexicon import words as lexicon
from wiki.gemeinden.names import name_key
from wiki.german.letters import BARE_WORD

from .spans import Span

BEFORE_A_PLACE = re.compile(r"\b(?:in|aus|bei|nach|für|um|from|near|of)\s+$", re.IGNORECASE)
BETWEEN_NAMES = re.compile(r"\s*(?:,|und|oder|and|or)\s*", re.IGNORECASE)
PUNCTUATION = ' ?!.,„“”»«"'
NAME_MAX_WORDS = 4  # Neustadt an der Weinstraße


def unknown_places(
    text: str, register: Collection[str], known: Collection[str]
) -> tuple[Span, ...]:
    """Returns where a question names municipalities that the wiki does not know: behind a
    preposition, or alone. `register`: the keys of all names (`name_key`); `known`: the words of
    the pages, folded. A word that a page has may be a thing ("für Wald"), and so may a single one
    of the lexicon where all is typed in small letters ("in sorge")."""
    matches = list(WORD.finditer(text))
    found: list[Span] = []
    for first, match in enumerate(matches):
        start, behind = match.start(), found[-1][1] if found else 0
        is_alone = not text[:start].strip(PUNCTUATION)
        if start < behind:
            continue
        is_next = bool(found) and BETWEEN_NAMES.fullmatch(text, behind, start)
        end = _name_end(text, matches[first : first + NAME_MAX_WORDS], register, known)
        if end and (
            is_next
            or BEFORE_A_PLACE.search(text, 0, start)
            or (is_alone and not text[end:].strip(PUNCTUATION))
        ):
            found.append((start, end))
    return tuple(found)


def _name_end(
    text: str, words: Sequence[re.Match[str]], register: Collection[str], known: Collection[str]
) -> int:
    """Returns where the longest unknown name ends that begins at the first word; 0 if none does."""
    start = words[0].start()
    for last in reversed(words):
        name = text[start : last.end()]
        if name_key(name) in register and _is_unknown(name, known, text.islower()):
            return last.end()
    return 0


def _is_unknown(name: str, known: Collection[str], is_small: bool) -> bool:
    parts = [lexicon_key(part) for part in BARE_WORD.findall(name)]
    if is_small and len(parts) == 1 and parts[0] in lexicon():
        return False
    return (is_small or name[0].isupper()) and any(part not in known for part in parts)
