"""One spelling of a question for the model, to which GRUENFLAECHEN and Grünflächen are two words
that have nothing in common. Pure."""

import re
from collections.abc import Collection

from suche.german.analysis import WORD
from suche.german.compounds import is_compound, spelled
from suche.german.lexicon import lexicon_key, words

FOLDED_UMLAUT = re.compile("[aou]e", re.IGNORECASE)  # ss is right as often as ß is
UMLAUT = re.compile("[äöüß]", re.IGNORECASE)
ADDRESS = re.compile(r"(?<![\w@.-])[\w@-]+(?:\.[\w-]+)*\.[a-z]{2,}\b")  # maengelmelder.de
CAPITALS_MIN_CHARS = 6  # shorter words in capitals may be abbreviations


def proper_spelling(text: str, whole: Collection[str] = ()) -> str:
    """Puts umlauts back (Gruenflaechen) and takes capitals off (GRÜNFLÄCHEN), where the lexicon has
    the word or its parts. Everything else stays as typed, addresses of pages and mail, too.
    `whole`: case-folded names."""
    addresses = [match.span() for match in ADDRESS.finditer(text)]

    def proper(match: re.Match[str]) -> str:
        kept = any(start <= match.start() and match.end() <= end for start, end in addresses)
        return match[0] if kept else _proper(match[0], whole)

    return WORD.sub(proper, text)


def _proper(word: str, whole: Collection[str]) -> str:
    """Returns the word as the lexicon spells it; its first letter stays unless all are capitals."""
    shouted = word.isupper() and len(word) >= CAPITALS_MIN_CHARS
    has_umlauts = bool(UMLAUT.search(word))  # then "ue" is no ü: Vergnügungssteuer
    in_doubt = word.isalpha() and (shouted or (FOLDED_UMLAUT.search(word) and not has_umlauts))
    if not in_doubt or word.casefold() in whole:
        return word
    folded = lexicon_key(word)
    known = words().get(folded)
    if known is None and not is_compound(folded):
        return word
    proper = known[0] if known else spelled(folded)
    if shouted:
        return proper if known else (word if has_umlauts else proper).capitalize()
    first = proper[0].upper() if word[0].isupper() else proper[0].lower()
    return first + proper[1:]
