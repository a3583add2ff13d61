"""German word lists, read once when first needed. Built by deploy/lexicon/build.py; licence in
LICENSE.md.

`members()`: folded form -> code, roles in the lower three bits, quarters of a Zipf value above.
`words()`: folded form -> proper spelling and Zipf value of the more frequent German words.
`is_rare_word()`: whether one of the rarer words, or an English one, is spelled so.
"""

import gzip
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from threading import Lock

MAY_BEGIN = 1  # may stand before another member: Straßen-, Ordnungs-, Lade-
MAY_END = 2  # may close a compound
WHOLE = 4  # as a word of its own never taken apart: Haushalt, Kaiserslautern, Workshop
NO_ROLE = 0  # no role: a compound that would else pass for the name of a village (Kinderheim)

FOLDS = str.maketrans(
    {"ä": "ae", "ö": "oe", "ü": "ue"}
    | {
        accented: plain
        for plain, many in [("e", "éèêë"), ("a", "áàâå"), ("c", "ç"), ("n", "ñ")]
        for accented in many
    }
)
_lock = Lock()
_members: dict[str, int] = {}
_words: dict[str, tuple[str, float]] = {}


def lexicon_key(word: str) -> str:
    """Lower case without umlauts, ß and accents: Bürgerbüro and BUERGERBUERO -> buergerbuero."""
    return word.casefold().translate(FOLDS)


def pack(zipf: float, roles: int) -> int:
    """One byte: small integers cost no memory in Python."""
    return min(31, max(0, round(zipf * 4))) * 8 | roles


def members() -> Mapping[str, int]:
    with _lock:
        if not _members:
            _members.update((word, int(code, 16)) for word, code in _rows("teile.txt.gz"))
    return _members


def words() -> Mapping[str, tuple[str, float]]:
    with _lock:
        if not _words:
            _words.update(
                (lexicon_key(word), (word, int(z) / 10)) for word, z in _rows("woerter.txt.gz")
            )
    return _words


def is_noun(word: str) -> bool:
    """Whether the lexicon writes the word with a capital."""
    return words().get(lexicon_key(word), ("", 0.0))[0][:1].isupper()


def is_rare_word(folded: str) -> bool:
    """Whether a folded word is one of the rarer German words, or an English one. Such a word is not
    taken for a slip, but the lexicon knows neither its proper spelling nor its frequency. The words
    are searched as one text, which takes a millisecond; a set of them would take 25 MB."""
    return f"\n{folded}\n" in _rare_words()


@cache
def _rare_words() -> str:
    """One a line, with a line break at both ends."""
    path = Path(__file__).with_name("seltene.txt.gz")
    return gzip.decompress(path.read_bytes()).decode("ascii")


@cache
def umlaut_stems() -> Mapping[str, tuple[str, ...]]:
    """Stem without umlauts -> how words begin that must not share it (burg -> buerg)."""
    path = Path(__file__).with_name("umlaute.txt")
    lines = path.read_text(encoding="ascii").splitlines() if path.exists() else []
    return {stem: tuple(starts) for stem, *starts in map(str.split, lines)}


def _rows(name: str) -> Iterator[tuple[str, str]]:
    with gzip.open(Path(__file__).with_name(name), "rt", encoding="utf-8") as file:
        for line in file:
            word, _, code = line.rstrip("\n").partition(" ")
            yield word, code
