"""Slips of the keyboard and other spellings of compounds, as people type them. Pure, seeded."""

import random
import re

from wiki.german.letters import SPELT_OUT

LONG_WORD = re.compile(r"[^\W\d_]{5,}")
KEYS_BESIDE = {
    "a": "sq", "b": "vn", "c": "xv", "d": "sf", "e": "wr", "f": "dg", "g": "fh", "h": "gj",
    "i": "uo", "j": "hk", "k": "jl", "l": "kö", "m": "n", "n": "bm", "o": "ip", "p": "oü",
    "q": "wa", "r": "et", "s": "ad", "t": "rz", "u": "zi", "v": "cb", "w": "qe", "x": "yc",
    "y": "x", "z": "tu", "ä": "ö", "ö": "lä", "ü": "p", "ß": "s",
}  # fmt: skip
WITHOUT_UMLAUTS = str.maketrans({"ä": "a", "ö": "o", "ü": "u", "ß": "s"})


def with_slip(text: str, rng: random.Random) -> str:
    """The text with one long word typed wrongly, or without its umlauts.

    `with_slip("digitale Anmeldung", rng)` may give "digitale Anmedlung". A text without a word of
    five letters comes back as it is.
    """
    words = list(LONG_WORD.finditer(text))
    if not words:
        return text
    match = rng.choice(words)
    slip = rng.choice([_swapped, _left_out, _doubled, _neighbour, _plain, _spelt_out])
    return text[: match.start()] + slip(match[0], rng) + text[match.end() :]


def _swapped(word: str, rng: random.Random) -> str:
    at = rng.randrange(1, len(word) - 1)
    return word[:at] + word[at + 1] + word[at] + word[at + 2 :]


def _left_out(word: str, rng: random.Random) -> str:
    at = rng.randrange(1, len(word))
    return word[:at] + word[at + 1 :]


def _doubled(word: str, rng: random.Random) -> str:
    at = rng.randrange(1, len(word))
    return word[:at] + word[at] + word[at:]


def _neighbour(word: str, rng: random.Random) -> str:
    at = rng.randrange(1, len(word))
    near = KEYS_BESIDE.get(word[at].lower())
    return word[:at] + rng.choice(near) + word[at + 1 :] if near else _swapped(word, rng)


def _plain(word: str, rng: random.Random) -> str:
    changed = word.translate(WITHOUT_UMLAUTS)
    return changed if changed != word else _left_out(word, rng)


def _spelt_out(word: str, rng: random.Random) -> str:
    changed = word.translate(SPELT_OUT)
    return changed if changed != word else _swapped(word, rng)
