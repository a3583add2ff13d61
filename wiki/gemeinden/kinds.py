"""What kind of municipality people say a name belongs to: "Stadt X", "VG Y", "Landkreise A und B".
Pure.
"""

import re

from wiki.german.letters import bare_words

WORDS_OF_KIND = {  # words before (or after) a name -> kinds of Kommune they may mean
    "town": "große kreisangehörige stadt|große kreisstadt|freie hansestadt|freie und hansestadt|"
    "hanse und universitätsstadt|kreisstadt|kreisfreie stadt|landeshauptstadt|hansestadt|"
    "universitätsstadt|stadtverwaltung|stadt|ortsgemeinde|og|gemeindeverwaltung|gemeinde|markt|"
    "marktgemeinde|kommune|verbandsfreie gemeinde",
    "association": "verbandsgemeindeverwaltung|verbandsgemeinde|vg|samtgemeinde|sg|amt|"
    "verwaltungsgemeinschaft|vgem|verwaltungsverband",
    "district": "kreisverwaltung|landkreis|lk|kreis",
}
KIND_OF_TYP = {
    "kreisfreie Stadt": "town",
    "Stadt": "town",
    "Gemeinde": "town",
    "Ortsteil": "town",
    "Verbandsgemeinde": "association",
    "Samtgemeinde": "association",
    "Amt": "association",
    "Verwaltungsgemeinschaft": "association",
    "Landkreis": "district",
}
KIND_WORDS = sorted(
    (
        (" ".join(bare_words(word)), kind)
        for kind, words in WORDS_OF_KIND.items()
        for word in words.split("|")
    ),
    key=lambda pair: -len(pair[0]),
)
ONLY_KINDS = frozenset(word for word, _ in KIND_WORDS) | {"land", "region", "stadtkreis", "ort"}
PLURALS = {
    "landkreise": "Landkreis",
    "landkreisen": "Landkreis",
    "kreise": "Kreis",
    "kreisen": "Kreis",
    "städte": "Stadt",
    "städten": "Stadt",
    "gemeinden": "Gemeinde",
    "ortsgemeinden": "Ortsgemeinde",
    "ogs": "OG",
    "ogn": "OG",
    "ogen": "OG",
    "verbandsgemeinden": "Verbandsgemeinde",
    "vgs": "VG",
    "vgn": "VG",
    "vgen": "VG",
    "samtgemeinden": "Samtgemeinde",
    "ämter": "Amt",
    "ämtern": "Amt",
}
PLURAL_BEHIND = re.compile(rf"(.+?)\s*\(({'|'.join(PLURALS)})\)", re.I)
PLURAL = re.compile(rf"(?:die\s+)?({'|'.join(PLURALS)})\s*:?\s+(?=\S)", re.I)
_KIND = r"(?:stadt|gemeinde|markt|(?:land)?kreis|lk|verbandsgemeinde|vg|samtgemeinde|sg)"
_BOTH = rf"({_KIND})\s*(?:und|&|\+|/|,)\s*({_KIND})"
BEFORE = re.compile(rf"{_BOTH}\s+(?!und\b)(.+)", re.I)
BEHIND = re.compile(rf"(.*\S)\s*[(,]\s*{_BOTH}\s*\)?", re.I)


def without_kind(key: str) -> tuple[str, str]:
    """Splits off the kind: `stadt trier` and `trier stadt` -> ("town", "trier"); `trier` -> ("",
    "trier")."""
    for word, kind in KIND_WORDS:
        if key.startswith(f"{word} "):
            return kind, key.removeprefix(f"{word} ")
        if key.endswith(f" {word}"):
            return kind, key.removesuffix(f" {word}")
    return "", key


def is_only_a_kind(key: str) -> bool:
    """Whether a text is a kind without a name: `stadt`, `kreis`."""
    return key in ONLY_KINDS


def both_kinds(text: str) -> list[str]:
    """One name with two kinds is two: `Stadt und Landkreis Kaiserslautern` -> `Stadt
    Kaiserslautern`, `Landkreis Kaiserslautern`. Empty for other texts."""
    if match := BEFORE.fullmatch(text):
        first, second, name = match.groups()
    elif match := BEHIND.fullmatch(text):
        name, first, second = match.groups()
    else:
        return []
    return [f"{first} {name}", f"{second} {name}"]


def plural_first(text: str) -> str:
    """`Adenau, Altenahr (VGen)` -> `VGen Adenau, Altenahr`; other texts stay."""
    match = PLURAL_BEHIND.fullmatch(text)
    return f"{match[2]} {match[1]}" if match else text


def plural_kind(text: str) -> tuple[str, str]:
    """`Landkreise Kusel` -> ("Landkreis", "Kusel"): the kind holds for the names that follow, too.
    ("", text) for others."""
    match = PLURAL.match(text)
    return (PLURALS[match[1].lower()], text[match.end() :]) if match else ("", text)
