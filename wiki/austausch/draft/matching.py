"""Names in a list -> Kommunen and Themen of the wiki. Pure.

A Kommune is found by key, by name, or by name and kind ("Stadt X", "VG Y"). What is only similar
is never taken silently: it is a proposal that somebody confirms.
"""

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from rapidfuzz import fuzz, process

SIMILAR = 82  # per cent; below it no proposal is made
SAME_THEMA = 92  # per cent; a misspelt Thema is taken, and said so
FOLD = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss", "&": " und "})
KEY = re.compile(r"\b(?:\d{5}|\d{8}|\d{12})\b")
LAND = re.compile(
    r"\((?:baden-württemberg|bayern|brandenburg|hessen|mecklenburg-vorpommern|niedersachsen|"
    r"nordrhein-westfalen|nrw|rheinland-pfalz|rlp|saarland|sachsen|sachsen-anhalt|"
    r"schleswig-holstein|thüringen)\)",
    re.I,
)
ACCENT = re.compile(r"[\u0300-\u036f]")
KINDS = {  # words before (or after) a name -> kinds of Kommune they may mean
    "town": "große kreisangehörige stadt|große kreisstadt|freie hansestadt|freie und hansestadt|"
    "kreisstadt|kreisfreie stadt|landeshauptstadt|hansestadt|"
    "universitätsstadt|stadtverwaltung|stadt|ortsgemeinde|gemeindeverwaltung|gemeinde|markt|"
    "marktgemeinde|kommune|verbandsfreie gemeinde",
    "association": "verbandsgemeindeverwaltung|verbandsgemeinde|vg|samtgemeinde|sg",
    "district": "kreisverwaltung|landkreis|lk|kreis",
}
KIND_OF_TYP = {
    "kreisfreie Stadt": "town",
    "Stadt": "town",
    "Gemeinde": "town",
    "Ortsteil": "town",
    "Verbandsgemeinde": "association",
    "Samtgemeinde": "association",
    "Landkreis": "district",
}


def match_key(text: str) -> str:
    """`Bad Kreuznach (Stadt)` -> `bad kreuznach stadt`; letters lose their accents."""
    key = unicodedata.normalize(
        "NFKD", unicodedata.normalize("NFC", text).casefold().translate(FOLD)
    )
    return " ".join(re.findall(r"[^\W_]+[+#]*", ACCENT.sub("", key)))


def title_key(title: str) -> str:
    """Titles with the same key are the same title; `!!!` is one, too."""
    return match_key(title) or " ".join(title.casefold().split())


KIND_WORDS = sorted(
    ((match_key(word), kind) for kind, words in KINDS.items() for word in words.split("|")),
    key=lambda pair: -len(pair[0]),
)


@dataclass(frozen=True)
class KnownKommune:
    """A Kommune as the database has it."""

    pk: int
    name: str
    typ: str
    ags: str = ""
    regionalschluessel: str = ""


@dataclass(frozen=True)
class Fund:
    """`pk`: found for sure. Otherwise `vorschlag` and its pk may be meant; `grund` for people."""

    pk: int | None = None
    vorschlag: str = ""
    vorschlag_pk: int | None = None
    grund: str = ""


class KommuneMatcher:
    """Knows all Kommunen; asking for the same name again costs nothing."""

    def __init__(self, kommunen: Iterable[KnownKommune]) -> None:
        self.kommunen = list(kommunen)
        self._by_key: dict[str, int] = {}
        self._by_name: dict[str, set[int]] = {}
        self._by_kind: dict[tuple[str, str], set[int]] = {}
        self._name_of = {kommune.pk: kommune.name for kommune in self.kommunen}
        self._known: dict[str, Fund] = {}
        for kommune in self.kommunen:
            self._add(kommune)

    def find(self, text: str) -> Fund:
        """The Kommune that is meant by a cell or a part of it."""
        if text not in self._known:
            self._known[text] = self._find(text)
        return self._known[text]

    def _add(self, kommune: KnownKommune) -> None:
        for key in filter(None, (kommune.ags, kommune.regionalschluessel)):
            self._by_key[key] = kommune.pk
        self._by_name.setdefault(match_key(kommune.name), set()).add(kommune.pk)
        for bare in {
            _without_kind(match_key(kommune.name))[1],
            match_key(re.sub(r"\(.*?\)", "", kommune.name)),
        }:
            name = _without_kind(bare)[1]
            self._by_kind.setdefault((KIND_OF_TYP.get(kommune.typ, ""), name), set()).add(
                kommune.pk
            )

    def _find(self, text: str) -> Fund:
        digits = re.sub(r"\s", "", text)
        if re.fullmatch(r"\d{4,12}", digits):
            return self._find_key(digits)
        for schluessel in KEY.findall(text):  # `07211000 Trier`
            if pk := self._by_key.get(schluessel):
                return Fund(pk=pk)
        key = match_key(LAND.sub("", text))
        if len(found := self._by_name.get(key, ())) == 1:
            return Fund(pk=next(iter(found)))
        kind, bare = _without_kind(key)
        kinds = [kind] if kind else ["town", "association", "district"]
        for wanted in kinds:
            candidates = self._by_kind.get((wanted, bare), set())
            if len(candidates) == 1:
                return Fund(pk=next(iter(candidates)))
            if candidates:
                names = ", ".join(sorted(self._name_of[pk] for pk in candidates))
                return Fund(grund=f"„{text}“ ist nicht eindeutig: {names}.")
        return self._propose(text, key)

    def _find_key(self, digits: str) -> Fund:
        for width in (5, 8, 12):  # a spreadsheet drops the leading zero
            if len(digits) in (width, width - 1) and (pk := self._by_key.get(digits.zfill(width))):
                return Fund(pk=pk)
        return Fund(grund=f"Den Schlüssel {digits} gibt es im Wiki nicht.")

    def _propose(self, text: str, key: str) -> Fund:
        choices = {kommune.pk: match_key(kommune.name) for kommune in self.kommunen}
        bare = _without_kind(key)[1]
        found = process.extractOne(bare, choices, scorer=_similarity, score_cutoff=SIMILAR)
        if found is None:
            return Fund(grund=f"„{text}“ ist im Wiki keine bekannte Kommune.")
        pk = found[2]
        name = self._name_of[pk]
        return Fund(
            vorschlag=name,
            vorschlag_pk=pk,
            grund=f"„{text}“ ist im Wiki keine bekannte Kommune; gemeint sein könnte „{name}“.",
        )


def _similarity(a: str, b: str, **_: object) -> float:
    """Letters in common, of the whole names or of one that begins with the other."""
    whole = fuzz.ratio(a, b)
    shorter, longer = sorted((a, b), key=len)
    if len(shorter) >= 5 and longer.startswith(shorter + " "):
        return max(whole, 90.0)
    return whole


def _without_kind(key: str) -> tuple[str, str]:
    """(kind, name) of `stadt trier`, `trier stadt`, `landkreis kusel`."""
    for word, kind in KIND_WORDS:
        if key.startswith(f"{word} "):
            return kind, key.removeprefix(f"{word} ")
        if key.endswith(f" {word}"):
            return kind, key.removesuffix(f" {word}")
    return "", key


class ThemaMatcher:
    """Themen by name; a misspelt one by likeness."""

    def __init__(self, themen: Mapping[int, str]) -> None:
        self._names = dict(themen)
        self._by_name = {match_key(name): pk for pk, name in themen.items()}

    def find(self, text: str) -> Fund:
        key = match_key(text)
        if pk := self._by_name.get(key):
            return Fund(pk=pk)
        found = process.extractOne(
            key, list(self._by_name), scorer=fuzz.ratio, score_cutoff=SIMILAR
        )
        if found is None:
            return Fund(grund=f"„{text}“ ist im Wiki kein Thema.")
        pk = self._by_name[found[0]]
        name = self._names[pk]
        if found[1] >= SAME_THEMA:
            return Fund(pk=pk, vorschlag=name, grund=f"„{text}“ als „{name}“ gelesen.")
        grund = f"„{text}“ ist im Wiki kein Thema; gemeint sein könnte „{name}“."
        return Fund(vorschlag=name, vorschlag_pk=pk, grund=grund)
