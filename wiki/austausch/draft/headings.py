"""Decides which column of a list goes into which field of a Projektseite. Pure.

The fields and their known headings stand in `wiki.felder`.
"""

import hashlib
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from rapidfuzz import fuzz, process
from rapidfuzz.distance import OSA

from wiki.felder.felder import BY_NAME, FELDER
from wiki.german.letters import spelt_out

HEADING_MIN_PERCENT = 88  # per cent of letters in common; below it a heading is not assigned
LONG_WORD = 14  # letters; in a shorter heading two slips make another word
IGNORE = ""
THEMA_OF_PROJECT = "thema"  # what a project is about, in lists that have no other title
NUMBERED = re.compile(r" \(\d+\)$")
# Columns that only say where the Kommune of the row lies, and what kind of area they name.
AREAS = {
    **dict.fromkeys(["landkreis", "kreis", "lk", "lkr"], "Landkreis"),
    **dict.fromkeys(["verbandsgemeinde", "vg", "zugehoerige verbandsgemeinde"], "VG"),
    **dict.fromkeys(["samtgemeinde", "zugehoerige samtgemeinde"], "Samtgemeinde"),
    **dict.fromkeys(["bundesland", "land", "federal state"], ""),
}
SUMMARIES = frozenset(["summary", "zusammenfassung"])
# How programs write a field that somebody has added: `Custom field (Kommune)`.
ADDED_FIELD = re.compile(r"^(?:custom field|benutzerdefiniertes feld)\s*\((.+)\)$", re.I)
COUNTS = re.compile(r"(?:lfd|nr|nummer|id|pos|#)\b", re.I)
BOTH_OF = re.compile(r"\s*[/|+&,]\s*|\s+(?:und|oder|bzw\.?)\s+")  # `Gemeinde / VG`
LONGEST = 300  # letters of a heading that are looked at: what is longer is a text, or a trap
HEADING_WITHIN_ROWS = 30  # rows; above the headings lists often have a title, or a whole cover


@dataclass(frozen=True)
class ColumnMapping:
    """How the columns of a list are read.

    `headings` are those of the file. `fields` has for each column the name of a field, or IGNORE.
    `notes` say in German what is not read. `twice` names the field of a column that is called like
    one before it, and is read with that one.
    """

    headings: tuple[str, ...]
    fields: tuple[str, ...]
    notes: tuple[str, ...] = ()
    twice: Mapping[int, str] = field(default_factory=dict)

    def heading_of(self, name: str) -> str:
        """Returns the file's heading for a field; empty if no column is read into it."""
        return self.headings[self.fields.index(name)] if name in self.fields else ""

    def field_at(self, number: int) -> str:
        """Returns the field that a column is read into, alone or with one before it."""
        return self.twice.get(number) or self.fields[number]

    def choices(self) -> dict[str, str]:
        """Returns the field of each heading, as somebody would choose it (`apply_mapping`)."""
        return {heading: self.field_at(number) for number, heading in enumerate(self.headings)}

    def reads(self, heading: str) -> bool:
        """Returns whether the column with this heading is read into a field."""
        return bool(self.choices().get(heading))


# Words that groups of columns and short headings use for the words of our own.
SAME_WORDS = {
    "kosten": "finanzen finanzierung finanzbedarf haushalt ausgaben aufwendungen budget "
    "mittelbedarf mittel kostenrahmen investitionen projektkosten finanzmittel",
    "laufzeit": "zeitraum termine zeitplan terminplanung umsetzungszeitraum projektzeitraum",
    "kontakt": "ansprechpartner ansprechperson kontaktdaten zustaendigkeit ansprechpartnerin "
    "ansprechpartnerinnen kontaktperson verantwortlich verantwortliche",
    "laufend": "lfd laufende jaehrlich jaehrliche konsumtiv konsumtive",
    "einmalig": "einmalige investiv investive",
    "von": "beginn start anfang",
    "bis": "ende abschluss",
}
WORD_FOR = {word: own for own, words in SAME_WORDS.items() for word in words.split()}
ALIKE_ONLY_IN_LETTERS = frozenset(["projektart"])  # no "Projektstart"
HOW_OFTEN = frozenset(["laufend", "einmalig"])  # stand behind "kosten"
EACH_YEAR = frozenset("p a pa jahr".split())
IDLE_WORDS = EACH_YEAR | frozenset(
    "in euro eur t te teur keur tsd tausend mio brutto netto".split()
)
THOUSAND = re.compile(r"\b1[.\s]?000(?=\s*(?:€|eur))", re.I)
BRACKETS = re.compile(
    r"[(\[](?![^)\]]*\b(?:nr|nummer|id|kürzel|jahr|monat|datum)\b)[^()\[\]]*[)\]]", re.I
)
BROKEN_WORD = re.compile(r"(?<=[^\W\d_])-\s*\n\s*(?=[a-zäöüß])|\u00ad\s*")
YOURS = re.compile(r"(\w) (?:ihre|unsere|eure)([rs]) ")  # `Name Ihrer Kommune`
STATE_AS_OF = re.compile(  # `Sachstand 31.12.2023`
    r"^((?:sach|projekt|umsetzungs)?stand)(?: (?:zum|vom|am|per))?(?: \d{1,4})+$"
)
ROUND_ABOUT = re.compile(  # what is said of the field, not which it is
    r"^(?:\d{1,2}(?: \d)? |"
    r"(?:vorauss(?:ichtliche[rs]?)?|geplante[rs]?|gesch(?:aetzte[rs]?)?|ca|vsl) )+|"
    r" (?:der|des|eines|einer|zum|zur|im) (?:massnahmen?|projekte?s?|vorhabens?)$|"
    r" (?:gesamt|insgesamt)$"
)


def heading_key(heading: str) -> str:
    """Makes headings comparable: `Kosten (einmalig, €)` -> `kosten einmalig`."""
    return " ".join(re.findall(r"[a-z0-9]+", spelt_out(heading)))


def _known_headings() -> dict[str, str]:
    known = {heading_key(feld.label): feld.name for feld in FELDER}
    for feld in FELDER:
        known.setdefault(feld.name.replace("_", " "), feld.name)
        for synonym in feld.synonyme:
            known.setdefault(synonym, feld.name)
    return known


KNOWN_HEADINGS = _known_headings()


def headings_digest(headings: Sequence[str]) -> str:
    """Returns a hash, equal for equal headings in the same order. A remembered mapping is found by
    it."""
    return hashlib.sha256("\n".join(map(heading_key, headings)).encode()).hexdigest()


def suggest_mapping(headings: Sequence[str]) -> ColumnMapping:
    """Suggests a mapping for the headings.

    Exact headings and synonyms win over similar ones. Each field takes one column; a second column
    for the same field is not read, and a note says so. One that is called the same is `twice`.
    """
    suggested = _Suggestion(headings)
    for find in (_exact_title, _exact, _plain, _similar):
        suggested.take_all(find)
    suggested.choose_title()
    return suggested.mapping()


class _Suggestion:
    """A mapping on its way. `taken`: field -> number of its column; `twice`: number of a column
    that is called as the one of its field."""

    def __init__(self, headings: Sequence[str]) -> None:
        self.headings = headings
        self.fields = [IGNORE] * len(headings)
        self.notes: list[str] = []
        self.taken: dict[str, int] = {}
        self.twice: dict[int, str] = {}

    def take_all(self, find: Callable[[str], str]) -> None:
        """Gives each column without a field the one that `find` knows its heading by."""
        for number, heading in enumerate(self.headings):
            name = "" if self.fields[number] else find(heading)
            if name and name not in self.taken:
                self._take(name, number)
            elif name and find is _exact:
                self._note_second(name, number)

    def _take(self, name: str, number: int) -> None:
        self.fields[number] = name
        self.taken[name] = number

    def _note_second(self, name: str, number: int) -> None:
        heading, first = self.headings[number], self.taken[name]
        if name != "titel" and _same(heading, self.headings[first]):
            self.twice[number] = name
            self.notes.append(_both_read(number, heading, first))
        elif number not in self.twice:
            self.notes.append(
                f"Spalte {number + 1} „{heading}“ wird nicht gelesen: „{BY_NAME[name].label}“ "
                f"kommt schon aus Spalte {first + 1} „{self.headings[first]}“."
            )

    def choose_title(self) -> None:
        """Where no heading says title, takes the column that most likely is one."""
        if "titel" not in self.taken:
            self._title_of_short_text()
        if "titel" not in self.taken:
            self._title_of_name()
        if "titel" not in self.taken:
            self._title_of_thema()

    def _title_of_short_text(self) -> None:
        short = _short_text(self.headings, self.fields)
        if short is not None:
            self._take("titel", self.fields.index("kurzfassung"))
            self.fields[short] = "kurzfassung"
            begin = f"Spalte {short + 1} „"
            self.notes = [note for note in self.notes if not note.startswith(begin)]

    def _title_of_name(self) -> None:
        named = _called_name(self.headings, self.fields)
        if named is not None:
            self._take("titel", named)

    def _title_of_thema(self) -> None:
        keys = [heading_key(heading) for heading in self.headings]
        if THEMA_OF_PROJECT in keys:
            number = keys.index(THEMA_OF_PROJECT)
            self._take("titel", number)
            self.notes.append(
                f"Spalte {number + 1} „{self.headings[number]}“ als Titel gelesen: "
                "Sonst gibt es keinen."
            )

    def mapping(self) -> ColumnMapping:
        notes = [*self.notes, *_unread(self.headings, self.fields, self.notes)]
        return ColumnMapping(tuple(self.headings), tuple(self.fields), tuple(notes), self.twice)


def _same(heading: str, other: str) -> bool:
    """Whether two columns are called the same, but for the number that told them apart."""
    return heading_key(NUMBERED.sub("", heading)) == heading_key(NUMBERED.sub("", other))


def _short_text(headings: Sequence[str], fields: Sequence[str]) -> int | None:
    """Returns the column of the description, where another before it is only called a summary: that
    one is the title, as lists of tasks have it."""
    if "kurzfassung" not in fields:
        return None
    first = fields.index("kurzfassung")
    if heading_key(headings[first]) not in SUMMARIES:
        return None
    later = (n for n in range(first + 1, len(headings)) if not fields[n])
    return next((n for n in later if _exact(headings[n]) == "kurzfassung"), None)


def _called_name(headings: Sequence[str], fields: Sequence[str]) -> int | None:
    """Returns the first unread column that is called a name or title of anything:
    `programm_name`."""
    for number, heading in enumerate(headings):
        if not fields[number] and heading_key(heading).split()[-1:] in (["name"], ["titel"]):
            return number
    return None


def title_column(headings: Sequence[str]) -> int:
    """Returns the column that will be read as the title; if none is known, the first that is not a
    number."""
    fields = suggested_fields(tuple(headings))
    if "titel" in fields:
        return fields.index("titel")
    named = (n for n, heading in enumerate(headings) if heading and not COUNTS.match(heading))
    return next(named, 0)


@lru_cache(maxsize=8)
def suggested_fields(headings: tuple[str, ...]) -> tuple[str, ...]:
    """`suggest_mapping` for who asks it for each row."""
    return suggest_mapping(headings).fields


def is_area(heading: str) -> bool:
    return heading_key(NUMBERED.sub("", heading)) in AREAS


def area_kind(heading: str) -> str:
    return AREAS.get(heading_key(NUMBERED.sub("", heading)), "")


def count_known(cells: Sequence[str]) -> int:
    """Counts the known headings in a row. A single one counts as 0, because it may be a word in the
    data."""
    known = sum(1 for name in suggest_mapping(cells).fields if name)
    return known if known > 1 else 0


def apply_mapping(headings: Sequence[str], wanted: Mapping[str, str]) -> ColumnMapping:
    """Makes a mapping of what somebody has chosen: heading -> field. Raises ValueError, with a
    German text, for a choice that does not fit the headings or the fields."""
    by_heading = {heading_key(heading): name for heading, name in wanted.items()}
    if unknown := sorted(set(by_heading.values()) - set(BY_NAME) - {IGNORE}):
        raise ValueError(f"Unbekanntes Feld: {', '.join(unknown)}.")
    if missing := sorted(set(by_heading) - set(map(heading_key, headings))):
        raise ValueError(f"Diese Überschrift gibt es in der Datei nicht: {', '.join(missing)}.")
    fields = [by_heading.get(heading_key(heading), IGNORE) for heading in headings]
    twice = _called_the_same(headings, fields)
    notes = [_both_read(n, headings[n], fields.index(name)) for n, name in twice.items()]
    fields = [IGNORE if number in twice else name for number, name in enumerate(fields)]
    if several := sorted({name for name in fields if name and fields.count(name) > 1}):
        labels = ", ".join(BY_NAME[name].label for name in several)
        raise ValueError(f"Zwei Spalten für dasselbe Feld: {labels}.")
    notes += _unread(headings, fields, notes)
    return ColumnMapping(tuple(headings), tuple(fields), tuple(notes), twice)


def _called_the_same(headings: Sequence[str], fields: Sequence[str]) -> dict[int, str]:
    """Returns the columns of a field that are called like its first one. There is one title."""
    return {
        number: name
        for number, name in enumerate(fields)
        if name not in (IGNORE, "titel")
        and (first := fields.index(name)) < number
        and _same(headings[number], headings[first])
    }


def _both_read(number: int, heading: str, first: int) -> str:
    return f"Spalte {number + 1} „{heading}“ heißt wie Spalte {first + 1}; gelesen werden beide."


def _exact_title(heading: str) -> str:
    """Finds a title by its full heading: beside "Titel des Projekts", "Name" is somebody's."""
    return "" if _same(heading, "name") else _exact(heading)


def _exact(heading: str) -> str:
    """Finds the field of a known heading. The number of a repeated one does not matter: `Ort (2)`
    is found like `Ort`; nor does a unit: `Kosten [T€]`."""
    heading = ADDED_FIELD.sub(r"\1", THOUSAND.sub("", BROKEN_WORD.sub("", heading[:LONGEST])))
    bare = heading_key(NUMBERED.sub("", heading))
    for key in (heading_key(heading), bare, _in_own_words(bare)):
        if name := KNOWN_HEADINGS.get(key):
            return name
    parts = [KNOWN_HEADINGS.get(heading_key(part), "") for part in BOTH_OF.split(heading)]
    return parts[0] if len(set(parts)) == 1 else ""


def _in_own_words(key: str) -> str:
    """`finanzen lfd p a` -> `kosten laufend`, `kosten jahr` as well."""
    said = key.split()
    words = [WORD_FOR.get(word, word) for word in said if word not in IDLE_WORDS]
    if "kosten" in words and EACH_YEAR & set(said):
        words.append("laufend")
    return " ".join(sorted(dict.fromkeys(words), key=HOW_OFTEN.__contains__))


def _plain(heading: str) -> str:
    """Finds a field by its heading without what only goes round about it: `Beginn der Maßnahme`,
    `geplantes Ende`, `Handlungsfeld (Cluster)`."""
    key = heading_key(BRACKETS.sub(" ", BROKEN_WORD.sub("", heading[:LONGEST])))
    bare = ROUND_ABOUT.sub("", ROUND_ABOUT.sub("", key)).strip()
    bare = STATE_AS_OF.sub(r"\1", YOURS.sub(r"\1 de\2 ", bare))
    return KNOWN_HEADINGS.get(bare) or KNOWN_HEADINGS.get(_in_own_words(bare), "")


def is_known(heading: str) -> bool:
    """Returns whether a heading is surely that of a field."""
    return bool(_exact(heading) or _plain(heading))


def _similar(heading: str) -> str:
    """Finds the field of the most similar known heading, or of one whose words the heading
    contains."""
    folded = heading_key(heading)
    if len(folded) < 4 or folded in ALIKE_ONLY_IN_LETTERS:
        return ""
    found = process.extractOne(
        folded, list(KNOWN_HEADINGS), scorer=fuzz.ratio, score_cutoff=HEADING_MIN_PERCENT
    )
    if found and _is_slip(folded, found[0]):
        return KNOWN_HEADINGS[found[0]]
    # "Kosten einmalig in Tsd. Euro": all words of a known heading of two or more words.
    words = set(folded.split())
    whole = [
        known for known in KNOWN_HEADINGS if len(known.split()) > 1 and set(known.split()) <= words
    ]
    return KNOWN_HEADINGS[max(whole, key=len)] if whole else ""


def _is_slip(heading: str, known: str) -> bool:
    """Whether a heading is a known one with a slip of the pen, `Komune`, not another word, as
    `Beschluss` and `Abschluss` are."""
    slips = 1 if len(known) < LONG_WORD else 2
    return heading[0] == known[0] and OSA.distance(heading, known) <= slips


UNREAD = "wird nicht gelesen: keinem Feld zugeordnet."
ONE_COLUMN = (
    "Die Datei hat nur eine Spalte: Spalten trennt ein Semikolon, ein Komma oder ein Tabulator. "
    "Ein Bericht kommt als DOCX, ODT oder Markdown herein."
)
WHERE = "sagt nur, welche von mehreren Kommunen eines Namens gemeint ist."


def _unread(headings: Sequence[str], fields: Sequence[str], notes: Sequence[str]) -> list[str]:
    said = " ".join(notes)
    if len(headings) == 1 and not any(fields):
        return [ONE_COLUMN]
    return [
        f"Spalte {number + 1} „{heading}“ {WHERE if is_area(heading) else UNREAD}"
        for number, (heading, name) in enumerate(zip(headings, fields, strict=True))
        if not name and heading.strip() and f"Spalte {number + 1} „" not in said
    ]
