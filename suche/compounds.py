"""draft"""

import gzip
from collections.abc import Collection, Mapping
from functools import cache
from pathlib import Path

Lexicon = dict[str, int]
FIRST, LAST, WHOLE = 1, 2, 4
FOLDS = str.maketrans(
    {
        "ä": "ae",
        "ö": "oe",
        "ü": "ue",
        "é": "e",
        "è": "e",
        "ê": "e",
        "á": "a",
        "à": "a",
        "ç": "c",
        "ñ": "n",
    }
)
MIN, MAX = 3, 30


def fold(word: str) -> str:
    return word.casefold().translate(FOLDS)


def pack(zipf: float, roles: int) -> int:
    return min(31, max(0, round(zipf * 4))) * 8 | roles


LINKED = ("ung", "heit", "keit", "schaft", "ion", "taet", "ling", "tum")
LINKED_S = tuple(e + "s" for e in LINKED)


def segments(word: str, lexicon: Mapping[str, int]) -> tuple[str, ...]:
    n = len(word)
    best = [10**9] * (n + 1)
    back = [0] * (n + 1)
    best[0] = 0
    for start in range(n - MIN + 1):
        base = best[start]
        if base == 10**9:
            continue
        for end in range(start + MIN, min(n, start + MAX) + 1):
            if end != n and n - end < MIN:
                continue
            piece = word[start:end]
            code = lexicon.get(piece, 0)
            if not code and piece.endswith(LINKED_S):
                code = lexicon.get(piece[:-1], 0)
                if end == n:
                    code = 0
            if not code & (LAST if end == n else FIRST):
                continue
            cost = base + 44 - (code >> 3)
            if cost < best[end]:
                best[end] = cost
                back[end] = start
    if best[n] == 10**9:
        return ()
    cuts = [n]
    while cuts[-1]:
        cuts.append(back[cuts[-1]])
    cuts.reverse()
    return tuple(word[a:b] for a, b in zip(cuts, cuts[1:]))


@cache
def lexicon() -> Lexicon:
    out = {}
    with gzip.open(
        Path(__file__).with_name("lexicon") / "teile.txt.gz",
        "rt",
        encoding="ascii",
        errors="replace",
    ) as f:
        for line in f:
            w, c = line.rstrip("\n").split(" ")
            out[w] = int(c, 16)
    return out


def split(word, whole=()):
    f = fold(word)
    lex = lexicon()
    if lex.get(f, 0) & WHOLE:
        return (word,)
    p = segments(f, lex)
    if len(p) < 2:
        return (word,)
    return p
