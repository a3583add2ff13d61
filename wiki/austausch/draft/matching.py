"""Finds the Kommunen that a list names. Pure.

A Kommune is found by key, by name, or by name and kind ("Stadt X", "VG Y"), among all
municipalities of Germany. A name that several bear, and what is only similar, is never taken
silently: it is a proposal that somebody confirms.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from rapidfuzz import fuzz, process

from wiki.gemeinden.names import name_key, name_keys
from wiki.german.letters import spelt_out
from wiki.sorting import sort_key

PROPOSAL_MIN_PERCENT = 82  # of letters; below it no page is proposed
REGISTER_MIN_PERCENT = 90  # of letters; among all municipalities of Germany many names are alike
MEANINGS_NAMED = 6  # how many of the Kommunen that a name may mean a message names
ALIKE_MIN_PERCENT = 78  # of letters; what is less alike is not offered for a choice
CANDIDATES_MAX = 8  # how many Kommunen are offered for an unknown name
CONTAINED_MIN_CHARS = 4  # shorter names also are words
POSTAL_CODE = re.compile(r"^(?:D[- ]?)?\d{5}\s+(?=[^\W\d])")
OFFICIAL_KEY = re.compile(r"\b(?:\d{5}|\d{8}|\d{12})\b")
LAND_IN_BRACKETS = re.compile(
    r"\((?:baden-württemberg|bayern|brandenburg|hessen|mecklenburg-vorpommern|niedersachsen|"
    r"nordrhein-westfalen|nrw|rheinland-pfalz|rlp|saarland|sachsen|sachsen-anhalt|"
    r"schleswig-holstein|thüringen)\)",
    re.I,
)
LAND_SHORT = {"nrw": "nordrhein-westfalen", "rlp": "rheinland-pfalz"}
WORDS_OF_KIND = {  # words before (or after) a name -> kinds of Kommune they may mean
    "town": "große kreisangehörige stadt|große kreisstadt|freie hansestadt|freie und hansestadt|"
    "kreisstadt|kreisfreie stadt|landeshauptstadt|hansestadt|"
    "universitätsstadt|stadtverwaltung|stadt|ortsgemeinde|gemeindeverwaltung|gemeinde|markt|"
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


def match_key(text: str) -> str:
    """Makes names comparable: `Bad Kreuznach (Stadt)` -> `bad kreuznach stadt`, `Ville d'Évian` ->
    `ville d evian`."""
    return " ".join(re.findall(r"[^\W_]+[+#]*", spelt_out(text.replace("&", " und "))))


def title_key(title: str) -> str:
    """Makes titles comparable, also those without a letter: `!!!` -> `!!!`."""
    return match_key(title) or " ".join(title.casefold().split())


KIND_WORDS = sorted(
    ((match_key(word), kind) for kind, words in WORDS_OF_KIND.items() for word in words.split("|")),
    key=lambda pair: -len(pair[0]),
)


@dataclass(frozen=True)
class KnownKommune:
    """A Kommune, with what it is recognised by. One that has no page yet has a negative number,
    that of its entry in the register (`wiki.gemeinden.pages`); `zusatz` tells it from others of its
    name."""

    pk: int
    name: str
    typ: str
    ags: str = ""
    regionalschluessel: str = ""
    land: str = ""
    zusatz: str = ""

    @property
    def label(self) -> str:
        return ", ".join(filter(None, (self.name, self.zusatz)))


@dataclass(frozen=True)
class Fund:
    """What a name was found to mean. `pk` is set if that is certain; otherwise `vorschlag` and
    `vorschlag_pk` say what may be meant, and `grund` says in German why it is not certain."""

    pk: int | None = None
    vorschlag: str = ""
    vorschlag_pk: int | None = None
    grund: str = ""


class KommuneMatcher:
    """Finds Kommunen by what a list calls them. It remembers each answer, because lists repeat
    names."""

    def __init__(self, kommunen: Iterable[KnownKommune]) -> None:
        self.kommunen = list(kommunen)
        self._by_key: dict[str, int] = {}
        self._by_name: dict[str, set[int]] = {}
        self._by_kind: dict[tuple[str, str], set[int]] = {}
        self._of = {kommune.pk: kommune for kommune in self.kommunen}
        self._choices = {kommune.pk: name_key(kommune.name) for kommune in self.kommunen}
        self._known: dict[str, Fund] = {}
        for kommune in self.kommunen:
            self._add(kommune)

    def find(self, text: str) -> Fund:
        """Finds the Kommune that a cell, or a part of it, means."""
        if text not in self._known:
            self._known[text] = self._find(text)
        return self._known[text]

    def _add(self, kommune: KnownKommune) -> None:
        for key in filter(None, (kommune.ags, kommune.regionalschluessel)):
            self._by_key[key] = kommune.pk
        for name in {name_key(kommune.name), name_key(kommune.label)}:
            self._by_name.setdefault(name, set()).add(kommune.pk)
        kind = KIND_OF_TYP.get(kommune.typ, "")
        for key in name_keys(kommune.name):
            name = _without_kind(key)[1]
            self._by_kind.setdefault((kind, name), set()).add(kommune.pk)

    def _find(self, text: str) -> Fund:
        digits = re.sub(r"\s", "", text)
        if re.fullmatch(r"\d{4,12}", digits):
            return self._find_key(digits)
        if match := POSTAL_CODE.match(text):  # `09376 Oelsnitz`; 09376 also is the key of a Kreis
            return self._find(text[match.end() :])
        for schluessel in OFFICIAL_KEY.findall(text):  # `07211000 Trier`
            if pk := self._by_key.get(schluessel):
                return self._sure(text, pk)
        land = LAND_IN_BRACKETS.search(text)
        for key in dict.fromkeys((name_key(text), name_key(LAND_IN_BRACKETS.sub("", text)))):
            found = self._called(key, land)
            if pages := [pk for pk in self._by_name.get(key, ()) if pk > 0]:
                return self._page_of(text, pages[0], found)
            if found:
                return self._only_one(text, found)
        return self._propose(text, name_key(LAND_IN_BRACKETS.sub("", text)))

    def _called(self, key: str, land: re.Match[str] | None) -> set[int]:
        """Returns the Kommunen that `key` may mean: those of the kind it says, else of the first
        kind that has any. Of several, those in `land` if there are any."""
        kind, bare = _without_kind(key)
        kinds = [kind] if kind else ["town", "association", "district"]
        named = [self._with_namesakes(pk, key) for pk in self._by_name.get(key, ())]
        named += [self._by_kind.get((wanted, bare), set()) for wanted in kinds]
        found = next(filter(None, named), set())
        inside = {pk for pk in found if land and _is_in(self._of[pk].land, land[0])}
        return inside or found

    def _with_namesakes(self, pk: int, key: str) -> set[int]:
        """Adds the Kommunen of the same kind whose name differs only by what stands in brackets."""
        kind = KIND_OF_TYP.get(self._of[pk].typ, "")
        return self._by_kind.get((kind, key), set()) | self._by_name[key]

    def _only_one(self, text: str, found: set[int]) -> Fund:
        if len(found) == 1:
            return self._sure(text, next(iter(found)))
        with_page = [pk for pk in found if pk > 0]
        labels = sorted((self._of[pk].label for pk in found), key=sort_key)
        more = len(labels) - MEANINGS_NAMED
        others = f" und {more} weitere" if more > 0 else ""
        grund = f"„{text}“ ist nicht eindeutig: {'; '.join(labels[:MEANINGS_NAMED])}{others}."
        if len(with_page) != 1:
            return Fund(grund=f"{grund} Bitte den Schlüssel (AGS) oder den Kreis dazuschreiben.")
        return Fund(vorschlag=self._of[with_page[0]].label, vorschlag_pk=with_page[0], grund=grund)

    def _page_of(self, text: str, pk: int, found: set[int]) -> Fund:
        """Takes the page with exactly this name, because an import must find what an export has
        named. Notes that others have the name, too."""
        if not found - {pk}:
            return Fund(pk=pk)
        return Fund(
            pk=pk, grund=f"„{text}“ als {self._of[pk].label} gelesen; andere heißen auch so."
        )

    def _sure(self, text: str, pk: int) -> Fund:
        if pk > 0:
            return Fund(pk=pk)
        return Fund(pk=pk, grund=f"„{text}“ bekommt eine Seite: {self._of[pk].label}.")

    def _find_key(self, digits: str) -> Fund:
        for width in (5, 8, 12):  # a spreadsheet drops the leading zero
            if len(digits) in (width, width - 1) and (pk := self._by_key.get(digits.zfill(width))):
                return self._sure(digits, pk)
        return Fund(grund=f"Den Schlüssel {digits} kennt das Wiki nicht.")

    def candidates(self, text: str) -> list[int]:
        """Returns the Kommunen that a text may mean, likeliest first; those with a page first where
        several bear the name."""
        key = name_key(LAND_IN_BRACKETS.sub("", text))
        bare = _without_kind(key)[1]
        found = sorted(self._called(key, None), key=lambda pk: -pk)
        if proposal := self.find(text).vorschlag_pk:
            found.insert(0, proposal)
        alike = process.extract(bare, self._choices, scorer=fuzz.ratio, limit=MEANINGS_NAMED)
        found += [pk for _, score, pk in alike if score >= ALIKE_MIN_PERCENT]
        return list(dict.fromkeys(found))[:CANDIDATES_MAX]

    def label_of(self, pk: int) -> str:
        kommune = self._of.get(pk)
        return kommune.label if kommune else ""

    def _contained(self, key: str) -> int | None:
        """Returns the Kommune with a page whose name stands within a longer text: `stadtwerke
        trier` -> that of `trier`."""
        words = key.split()
        for length in range(len(words) - 1, 0, -1):
            for start in range(len(words) - length + 1):
                name = " ".join(words[start : start + length])
                pages = [pk for pk in self._by_name.get(name, ()) if pk > 0]
                if len(name) >= CONTAINED_MIN_CHARS and pages:
                    return pages[0]
        return None

    def _propose(self, text: str, key: str) -> Fund:
        """Proposes the most similar name: of a Kommune with a page, else of any in the register."""
        bare = _without_kind(key)[1]
        contained = self._contained(key)
        pages = {pk: name for pk, name in self._choices.items() if pk > 0}
        found = process.extractOne(
            bare, pages, scorer=_similarity, score_cutoff=PROPOSAL_MIN_PERCENT
        ) or process.extractOne(
            bare, self._choices, scorer=fuzz.ratio, score_cutoff=REGISTER_MIN_PERCENT
        )
        if found is None and contained is None:
            return Fund(grund=f"„{text}“ ist im Wiki keine bekannte Kommune.")
        pk = found[2] if found else contained or 0
        name = self._of[pk].name if pk > 0 else self._of[pk].label
        return Fund(
            vorschlag=name,
            vorschlag_pk=pk,
            grund=f"„{text}“ ist im Wiki keine bekannte Kommune; gemeint sein könnte „{name}“.",
        )


def _similarity(a: str, b: str, **_: object) -> float:
    """Returns how alike two names are, in per cent of their letters; at least 90 if one begins with
    the other: "Trier" and "Trier an der Mosel"."""
    whole = fuzz.ratio(a, b)
    shorter, longer = sorted((a, b), key=len)
    if len(shorter) >= 5 and longer.startswith(shorter + " "):
        return max(whole, 90.0)
    return whole


def _is_in(land: str, said: str) -> bool:
    """Returns whether what stands in brackets, `(Hessen)` or `(RLP)`, means this Land."""
    word = said.strip("()").casefold()
    return LAND_SHORT.get(word, word) == land.casefold()


def _without_kind(key: str) -> tuple[str, str]:
    """Splits off the kind: `stadt trier` and `trier stadt` -> ("town", "trier"); `trier` -> ("",
    "trier")."""
    for word, kind in KIND_WORDS:
        if key.startswith(f"{word} "):
            return kind, key.removeprefix(f"{word} ")
        if key.endswith(f" {word}"):
            return kind, key.removesuffix(f" {word}")
    return "", key
