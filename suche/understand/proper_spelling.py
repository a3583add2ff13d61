"""One spelling of a question for the model, to which GRUENFLAECHEN and Grünflächen are two words
that have nothing in common. Pure."""

import re
from collections.abc import Collection

from suche.german.analysis import WORD
from suche.german.compounds import is_compound, spelled
from suche.german.lexicon import lexicon_key, words

FOLDED_UMLAUT = re.compile("[aou]e", re.IGNORECASE)  # ss is right as often as ß is
CAPITALS_MIN_CHARS = 6  # shorter words in capitals may be abbreviations


def proper_spelling(text: str, whole: Collection[str] = ()) -> str:
    """Puts umlauts back (Gruenflaechen) and takes capitals off (GRÜNFLÄCHEN), where the lexicon has
    the word or its parts. Everything else stays as typed. `whole`: case-folded names."""
    return WORD.sub(lambda match: _proper(match[0], whole), text)


def _proper(word: str, whole: Collection[str]) -> str:
    shouted = word.isupper() and len(word) >= CAPITALS_MIN_CHARS
    in_doubt = word.isalpha() and (shouted or FOLDED_UMLAUT.search(word))
    if not in_doubt or word.casefold() in whole:
        return word
    folded = lexicon_key(word)
    known = words().get(folded)
    if known is None and not is_compound(folded):
        return word
    proper = known[0] if known else spelled(folded)
    if shouted:
        return proper if known else proper.capitalize()
    first = proper[0].upper() if word[0].isupper() else proper[0].lower()
    return first + proper[1:]
