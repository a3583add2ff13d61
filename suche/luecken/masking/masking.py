"""A question as it may be kept: without addresses and numbers, or not at all when it may name a
person. Pure.

A heuristic, and in doubt against keeping: a lost question is asked again, a kept name is not
forgotten for 90 days.
"""

import re
from collections.abc import Callable

from .names import NACHNAMEN, VORNAMEN

MAIL = re.compile(r"\S+\s?(?:@|\(at\)|\[at\])\s?\S+", re.IGNORECASE)
IBAN = re.compile(r"\b[A-Z]{2}\d{2}(?: ?[A-Z0-9]{2,4}){3,8}\b", re.IGNORECASE)
# Six digits and more, with what people put between them; amounts with dots are numbers too: better.
TELEFON = re.compile(r"(?<![\w.,])(?:\+|00|0|\()[\d ()/.–-]{5,}\d|\b\d{7,}\b")
STEUERNUMMER = re.compile(r"\b\d{2,3}[ /]\d{3}[ /]\d{3,5}(?:[ /]\d{3,5})?\b")
KENNZEICHEN = re.compile(r"\b[A-ZÄÖÜ]{1,3}-[A-Z]{1,2} ?\d{1,4}[EH]?\b")
# Whose house it is stands behind the street, which itself may stay.
HAUSNUMMER = re.compile(
    r"(?<=[a-zß. -])((?:stra(?:ß|ss)e|str\.|weg|gasse|allee|platz|ring|ufer)) "
    r"\d{1,3} ?[a-h]?\b(?![.,]\d)",
    re.IGNORECASE,
)
MASKS = (
    (MAIL, "[E-Mail]"), (IBAN, "[IBAN]"), (TELEFON, "[Telefon]"), (STEUERNUMMER, "[Nummer]"),
    (KENNZEICHEN, "[Kennzeichen]"), (HAUSNUMMER, r"\1 [Nr.]"),
)  # fmt: skip
# Who says this goes on with a name or the day of birth.
ICH = re.compile(
    r"\b(?:mein name|ich hei(?:ß|ss)e|geb(?:oren)?\.? (?:am )?\d|wohnhaft)", re.IGNORECASE
)
WORT = re.compile(r"[^\W\d_]+(?:[-'’][^\W\d_]+)*\.?")

ANREDEN = {"herr", "herrn", "frau", "fr.", "hr.", "dr.", "prof.", "familie"}
AEMTER = {
    "bürgermeister", "bürgermeisterin", "oberbürgermeister", "oberbürgermeisterin", "landrat",
    "landrätin", "kollege", "kollegin", "kollegen", "beigeordneter", "beigeordnete", "amtsleiter",
    "amtsleiterin", "sachbearbeiter", "sachbearbeiterin", "ortsbürgermeister",
    "ortsbürgermeisterin", "ortsvorsteher", "ortsvorsteherin", "dezernent", "dezernentin",
    "kämmerer", "kämmerin", "stadträtin", "gemeinderätin", "eheleute",
}  # fmt: skip
# Said of things, too ("Lehrer Fortbildung"): only a name from the lists counts behind them.
BERUFE = {
    "mitarbeiter", "mitarbeiterin", "lehrer", "lehrerin", "hausmeister", "nachbar", "nachbarin",
    "pfarrer", "pfarrerin", "stadtrat", "gemeinderat", "vorname", "nachname", "name",
}  # fmt: skip
ZUSAETZE = {
    "von", "van", "vom", "de", "zu", "zur", "der", "den", "dr.", "prof.", "med.", "jur.", "ing.",
    "dipl.", "h.", "c.", "phil.", "rer.", "nat.", "mag.", "el", "al", "bin",
}  # fmt: skip
# "St. Martin", "Burg Elisabeth": what follows is no person.
HEILIGE = {"sankt", "st.", "kloster", "burg", "schloss", "stadion"}
# Places and houses named after people.
ORTE = re.compile(
    r"(stra(ß|ss)e|str\.|platz|weg|allee|gasse|ring|ufer|brücke|park|schule|gymnasium|halle|haus|"
    r"bad|stiftung|universität|hochschule|kolleg|institut|museum|bibliothek|bücherei|zentrum|"
    r"klinik|klinikum|krankenhaus|kirche|stadion|saal|archiv|kita|preis)$"
)  # fmt: skip

Known = Callable[[str], bool]


def keepable(text: str, known: Known) -> str | None:
    """The question with addresses and numbers masked; None when it may name a person.

    `known`: whether a word (lower case) belongs to the wiki: a Kommune, a product, a thing."""
    if ICH.search(text):
        return None
    for pattern, mask in MASKS:
        text = pattern.sub(mask, text)
    words = WORT.findall(re.sub(r"\[[^\]]*\]", " ", text))
    return None if names_person(words, known) else text


def names_person(words: list[str], known: Known) -> bool:
    """Whether the words of a question, in order, look as if a person were among them."""
    lower = [word.lower() for word in words]
    return any(
        _addressed(words, lower, at, known)
        or _full_name(lower, at, known)
        or _initial(words, lower, at)
        for at in range(len(words))
    )


def _addressed(words: list[str], lower: list[str], at: int, known: Known) -> bool:
    """Finds a form of address with a name: "Frau Dr. Weber", "Bürgermeisterin Klein"."""
    if lower[at] not in ANREDEN | AEMTER | BERUFE:
        return False
    following = [i for i in range(at + 1, min(at + 4, len(words))) if lower[i] not in ZUSAETZE]
    if not following or lower[following[0]] in ANREDEN | AEMTER:
        return False
    name = following[0]
    if lower[at] in ANREDEN:
        return words[name][0].isupper() or _is_name(lower[name])
    if lower[at] in BERUFE:
        return _is_name(lower[name])
    return _is_name(lower[name]) or (words[name][0].isupper() and not known(lower[name]))


def _full_name(lower: list[str], at: int, known: Known) -> bool:
    """Finds a full name: "Anna Weber", "anna maria weber", "Weber, Anna"; not
    "Anna-Seghers-Straße"."""
    if not set(lower[at].split("-")) <= VORNAMEN:
        return False
    rest = [word for word in lower[at + 1 : at + 4] if word not in ZUSAETZE]
    if any(ORTE.search(word) for word in rest[:2]):
        return False
    before = lower[at - 1] if at else ""
    if before in HEILIGE:
        return False
    if before in NACHNAMEN:
        return True
    return bool(rest) and (_is_name(rest[0]) or not known(rest[0]))


def _initial(words: list[str], lower: list[str], at: int) -> bool:
    """Finds an initial with a name: "A. Weber", "H.-J. Schmidt"."""
    initials = words[at].endswith(".") and all(len(part) == 1 for part in lower[at][:-1].split("-"))
    return initials and at + 1 < len(words) and _is_name(lower[at + 1])


def _is_name(word: str) -> bool:
    return word in NACHNAMEN or word in VORNAMEN
