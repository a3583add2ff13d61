"""How likely one German word was typed for another. Pure.

Weighted optimal string alignment: 1 for any wrong, missing or additional letter, less for the
mistakes that people and keyboards make. The weights are ours, set by hand on typed mistakes.
"""

import re

SWAPPED = 0.6
DOUBLED = 0.5  # a letter too many or too few of a pair
NEIGHBOUR = 0.7  # on a German keyboard
MISSING = 0.9  # any letter
UMLAUT = 0.4  # the e of a folded umlaut
SOUNDS_ALIKE = 0.6  # the whole word
FIRST_LETTER = 0.3  # on top: people get the first letter right
KEYBOARD_ROWS = ("qwertzuiop", "asdfghjkl", "yxcvbnm")
SPOKEN = (("ph", "f"), ("th", "t"), ("dt", "t"), ("ck", "k"), ("ie", "i"), ("z", "ts"), ("v", "f"),
          ("y", "i"), ("c", "k"), ("d", "t"), ("x", "ks"))  # fmt: skip
REPEATED = re.compile(r"(.)\1+")
SILENT_H = re.compile(r"(?<=[aeiour])h")


def _neighbours() -> frozenset[tuple[str, str]]:
    """Pairs of keys that lie side by side; rows are shifted by half a key."""
    places = {
        key: (x + y / 2, y) for y, row in enumerate(KEYBOARD_ROWS) for x, key in enumerate(row)
    }
    return frozenset(
        (a, b)
        for a, (ax, ay) in places.items()
        for b, (bx, by) in places.items()
        if a != b and abs(ax - bx) <= 1 and abs(ay - by) <= 1
    )


KEYBOARD_NEIGHBOURS = _neighbours()


def mistakes(typed: str, meant: str) -> float:
    """Returns how many mistakes lie between two folded words: 0 for the same word, about 1 for an
    unlikely slip."""
    if typed == meant:
        return 0.0
    weighed = alignment(typed, meant) + (FIRST_LETTER if typed[:1] != meant[:1] else 0)
    return min(weighed, SOUNDS_ALIKE) if sound(typed) == sound(meant) else weighed


def sound(folded: str) -> str:
    """Returns about what one hears: Photovoltaik, Fotowoltaick -> the same."""
    heard = REPEATED.sub(r"\1", SILENT_H.sub("", folded))
    for written, spoken in SPOKEN:
        heard = heard.replace(written, spoken)
    return REPEATED.sub(r"\1", heard)


def alignment(typed: str, meant: str) -> float:
    """Returns the weight of the lightest series of mistakes between two words; takes (length + 1)^2
    steps."""
    before: list[float] = []
    row = [0.0]
    for j in range(1, len(meant) + 1):
        row.append(row[-1] + _missing(meant, j - 1))
    for i in range(1, len(typed) + 1):
        older, before = before, row
        row = [before[0] + _additional(typed, i - 1)]
        for j in range(1, len(meant) + 1):
            weight = min(
                before[j - 1] + _wrong(typed[i - 1], meant[j - 1]),
                before[j] + _additional(typed, i - 1),
                row[j - 1] + _missing(meant, j - 1),
            )
            if older and j > 1 and typed[i - 1] == meant[j - 2] and typed[i - 2] == meant[j - 1]:
                weight = min(weight, older[j - 2] + SWAPPED)
            row.append(weight)
    return row[-1]


def _wrong(typed: str, meant: str) -> float:
    if typed == meant:
        return 0.0
    return NEIGHBOUR if (typed, meant) in KEYBOARD_NEIGHBOURS else 1.0


def _missing(meant: str, at: int) -> float:
    letter, before = meant[at], meant[at - 1 : at]
    if letter == before:
        return DOUBLED
    return UMLAUT if letter == "e" and before and before in "aou" else MISSING


def _additional(typed: str, at: int) -> float:
    """Fingers slip: an additional letter mostly repeats a neighbour or lies beside one."""
    letter, around = typed[at], typed[max(at - 1, 0) : at] + typed[at + 1 : at + 2]
    if letter in around:
        return DOUBLED
    return NEIGHBOUR if any((letter, other) in KEYBOARD_NEIGHBOURS for other in around) else 1.0
