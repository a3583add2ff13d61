"""Finds the Kommunen that a list names. Pure.

A Kommune is found by key, by name, or by name and kind ("Stadt X", "VG Y"), among all
municipalities of Germany. A name that several bear, and what is only similar, is never taken
silently: it is a proposal that somebody confirms.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz, process

from wiki.gemeinden.kinds import KIND_OF_TYP, is_only_a_kind, without_kind
from wiki.gemeinden.names import name_key, name_keys
from wiki.german.laender import LAENDER
from wiki.german.letters import spelt_out
from wiki.sorting import sort_key

PROPOSAL_MIN_PERCENT = 82  # of letters; below it no page is proposed
REGISTER_MIN_PERCENT = 90  # of letters; among all municipalities of Germany many names are alike
MEANINGS_NAMED = 6  # how many of the Kommunen that a name may mean a message names
ALIKE_MIN_PERCENT = 78  # of letters; what is less alike is not offered for a choice
CANDIDATES_MAX = 8  # how many Kommunen are offered for an unknown name
NAME_MAX_CHARS = 300  # what is longer is a text or a list of names; comparing it takes long
NAMED_CHARS = 60  # of it in a message
CONTAINED_MIN_CHARS = 4  # shorter names also are words
POSTAL_CODE = re.compile(r"^(?:D[- ]?)?\d{5}\s+(?=[^\W\d])")
OFFICIAL_KEY = re.compile(r"\b(?:\d{5}|\d{8}|\d{12})\b")
LAND_SHORT = {
    "bw": "baden-württemberg",
    "by": "bayern",
    "bb": "brandenburg",
    "he": "hessen",
    "mv": "mecklenburg-vorpommern",
    "nds": "niedersachsen",
    "nrw": "nordrhein-westfalen",
    "nw": "nordrhein-westfalen",
    "rlp": "rheinland-pfalz",
    "rp": "rheinland-pfalz",
    "sl": "saarland",
    "sn": "sachsen",
    "st": "sachsen-anhalt",
    "sh": "schleswig-holstein",
    "th": "thüringen",
}
IN_BRACKETS = re.compile(r"\s*\([^()]*\)")
SMALL_LAENDER = frozenset(land.casefold() for land in LAENDER)
LAND_IN_BRACKETS = re.compile(rf"\((?:{'|'.join([*LAENDER, *LAND_SHORT])})\)", re.I)
NO_TOWN = frozenset(map(name_key, LAENDER)) - {"berlin", "bremen", "hamburg"}
# "bei Trier" is not Trier, and whoever writes "Trier?" does not know.
BESIDE = re.compile(r"^(?:bei|nahe|nähe|um|rund um|umland(?: von)?|raum|region|nicht)\s+", re.I)
DOUBT = re.compile(r"\s*\(?\?+\)?$")
WORDS_FOR_KEY = re.compile(r"\b(?:AGS|ARS|RS|Schlüssel|Nr|PLZ)\b[.:]?", re.I)
POSTAL_LENGTH = 5  # digits; the key of a Kreis has as many


def match_key(text: str) -> str:
    """Makes names comparable: `Bad Kreuznach (Stadt)` -> `bad kreuznach stadt`, `Ville d'Évian` ->
    `ville d evian`."""
    return " ".join(re.findall(r"[^\W_]+[+#]*", spelt_out(text.replace("&", " und "))))


def title_key(title: str) -> str:
    """Makes titles comparable, also those without a letter: `!!!` -> `!!!`."""
    return match_key(title) or " ".join(title.casefold().split())


@dataclass(frozen=True)
class KnownKommune:
    """A Kommune, with what it is recognised by. One that has no page yet has a negative number,
    that of its entry in the register (`wiki.gemeinden.pages`); `zusatz` tells it from others of its
    name; `amtlich` is what the register calls it."""

    pk: int
    name: str
    typ: str
    ags: str = ""
    regionalschluessel: str = ""
    land: str = ""
    zusatz: str = ""
    amtlich: str = ""

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
        self._choices: dict[str, dict[int, str]] = {"": {}}
        self._known: dict[str, Fund] = {}
        for kommune in self.kommunen:
            self._add(kommune)

    def find(self, text: str) -> Fund:
        """Finds the Kommune that a cell, or a part of it, means."""
        if len(text) > NAME_MAX_CHARS:
            start = text[:NAMED_CHARS].rsplit(" ", 1)[0]
            return Fund(grund=f"„{start} …“ ist im Wiki keine bekannte Kommune.")
        if text not in self._known:
            self._known[text] = self._find(text)
        return self._known[text]

    def find_within(self, text: str, areas: Sequence[str]) -> Fund | None:
        """Finds the one Kommune of a name that lies in all of the areas, such as `Berg`
        in `Landkreis Ahrweiler`. None if no area is known, or if that does not tell which."""
        known = [area for area in map(self._area, areas) if area]
        key = name_key(text)
        named = self._called(key, None) | self._by_name.get(key, set())
        inside = [pk for pk in named if all(self._lies_in(pk, area) for area in known)]
        if not known or len(inside) != 1 or text.islower():
            return None
        label = self._of[inside[0]].label
        how = "gelesen" if inside[0] > 0 else "gelesen; sie bekommt eine Seite"
        return Fund(pk=inside[0], grund=f"„{text}“ als {label} {how}.")

    def _area(self, text: str) -> tuple[str, ...]:
        """Returns the Land, or how the keys of all begin that lies in a Kreis or an association."""
        word = text.strip().casefold()
        if (land := LAND_SHORT.get(word, word)) in SMALL_LAENDER:
            return (land,)
        kind, bare = _kind_of(name_key(IN_BRACKETS.sub("", text)))
        kinds = [kind] if kind else ["district", "association"]
        named = (self._by_kind.get((wanted, bare), set()) for wanted in kinds if wanted != "town")
        areas = (self._of[pk] for pk in next(filter(None, named), set()))
        return tuple(filter(None, (area.regionalschluessel or area.ags for area in areas)))

    def _lies_in(self, pk: int, area: tuple[str, ...]) -> bool:
        kommune = self._of[pk]
        key = kommune.regionalschluessel or kommune.ags
        return kommune.land.casefold() in area or key.startswith(area)

    def _add(self, kommune: KnownKommune) -> None:
        for key in filter(None, (kommune.ags, kommune.regionalschluessel)):
            self._by_key[key] = kommune.pk
        for name in {name_key(kommune.name), name_key(kommune.label)}:
            self._by_name.setdefault(name, set()).add(kommune.pk)
        kind = KIND_OF_TYP.get(kommune.typ, "")
        for key in name_keys(kommune.name) | name_keys(kommune.amtlich):
            name = without_kind(key)[1]
            self._by_kind.setdefault((kind, name), set()).add(kommune.pk)
        self._choices[""][kommune.pk] = name_key(kommune.name)
        of_kind = self._choices.setdefault(kind or "other", {})
        of_kind[kommune.pk] = without_kind(name_key(kommune.name))[1]

    def _find(self, text: str) -> Fund:
        digits = re.sub(r"\s", "", text).removesuffix(".0")
        if re.fullmatch(r"\d{4,12}", digits):
            return self._find_key(digits)
        if match := DOUBT.search(text) or BESIDE.match(text):
            return self._doubtful(text, text[: match.start()] + text[match.end() :])
        if match := POSTAL_CODE.match(text):  # `09376 Oelsnitz`; 09376 also is the key of a Kreis
            return self._find(text[match.end() :])
        return self._find_official(text) or self._find_name(text)

    def _doubtful(self, text: str, name: str) -> Fund:
        """Proposes what a text only may mean, or means not quite."""
        if is_only_a_kind(name_key(name)):
            return Fund(grund=f"„{text}“ ist im Wiki keine bekannte Kommune.")
        whole = self._by_name.get(name_key(text))
        if whole and name_key(text) != name_key(name):  # `Region Hannover` is called so
            return self._only_one(text, whole)
        fund = self.find(name)
        pk = fund.pk or fund.vorschlag_pk
        if pk is None:
            return Fund(grund=f"„{text}“ ist im Wiki keine bekannte Kommune.")
        label = self._of[pk].label
        return Fund(
            vorschlag=label,
            vorschlag_pk=pk,
            grund=f"„{text}“ ist nicht sicher; gemeint sein könnte „{label}“.",
        )

    def _find_official(self, text: str) -> Fund | None:
        """Finds by an official key beside a name: `07211000 Trier`. Five digits that do not fit the
        name are a postal code: `Saalfeld 07318`, where 07318 also is the key of Speyer."""
        for match in OFFICIAL_KEY.finditer(text):
            rest = f"{text[: match.start()]} {text[match.end() :]}"
            rest = WORDS_FOR_KEY.sub("", rest).strip(" ,;:()/-–")
            pk = self._by_key.get(match[0])
            named = self._called(name_key(rest), None) if rest else set()
            if pk is not None and (not rest or pk in named):
                return self._sure(text, pk)
            if rest and len(match[0]) == POSTAL_LENGTH:
                return self.find(rest)
            if pk is not None:
                return self._contradicted(text, pk) if named else self._sure(text, pk)
        return None

    def _contradicted(self, text: str, pk: int) -> Fund:
        label = self._of[pk].label
        grund = f"„{text}“: Der Schlüssel gehört zu „{label}“, der Name nicht."
        return Fund(vorschlag=label, vorschlag_pk=pk, grund=grund)

    def _find_name(self, text: str) -> Fund:
        land = LAND_IN_BRACKETS.search(text)
        bare = name_key(LAND_IN_BRACKETS.sub("", text))
        for key in dict.fromkeys((name_key(text), bare)):
            found = self._called(key, land)
            pages = [pk for pk in self._by_name.get(key, ()) if pk > 0]
            if elsewhere := self._elsewhere(text, found | set(pages), land):
                return elsewhere
            if pages:
                return self._page_of(text, pages[0], found)
            if found:
                return self._only_one(text, found, key)
        return self._propose(text, bare)

    def _elsewhere(self, text: str, found: set[int], land: re.Match[str] | None) -> Fund | None:
        """Makes a mere proposal of a Kommune that lies in another Land than the text says: `Trier
        (Hessen)`."""
        if not land or any(_may_be_in(self._of[pk].land, land[0]) for pk in found):
            return None
        if not found or any(land[0] in self._of[pk].name for pk in found):
            return None  # the second: its own name has these brackets
        pk = max(found)  # one with a page, if there is any
        label = self._of[pk].label
        grund = f"„{text}“ ist im Wiki keine bekannte Kommune; es gibt „{label}“."
        return Fund(vorschlag=label, vorschlag_pk=pk, grund=grund)

    def _called(self, key: str, land: re.Match[str] | None) -> set[int]:
        """Returns the Kommunen that `key` may mean: those of the kind it says, else of the first
        kind that has any. Of several, those in `land` if there are any."""
        kind, bare = _kind_of(key)
        if is_only_a_kind(bare) or bare in NO_TOWN:
            return set()
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

    def _only_one(self, text: str, found: set[int], key: str = "") -> Fund:
        if len(found) == 1:
            return self._sure(text, next(iter(found)), key)
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

    def _sure(self, text: str, pk: int, key: str = "") -> Fund:
        """What is certain; said where the name is not the full one, or gets a page. A word in small
        letters never makes one: `leer`, `heide`."""
        label = self._of[pk].label
        if pk > 0:
            full = not key or self._says_all(key, pk)
            return Fund(pk=pk, grund="" if full else f"„{text}“ als {label} gelesen.")
        if text.islower():
            grund = f"„{text}“ ist vielleicht keine Kommune; gemeint sein könnte „{label}“."
            return Fund(vorschlag=label, vorschlag_pk=pk, grund=grund)
        return Fund(pk=pk, grund=f"„{text}“ bekommt eine Seite: {label}.")

    def _says_all(self, key: str, pk: int) -> bool:
        """Whether a text has the whole name of this Kommune, and its kind if that is no town's."""
        said, bare = without_kind(key)
        kommune = self._of[pk]
        kind = KIND_OF_TYP.get(kommune.typ, "")
        names = {name_key(name) for name in (kommune.name, kommune.amtlich, kommune.label)}
        if key in names:
            return True
        return bare in {without_kind(name)[1] for name in names} and kind in (said, "town")

    def _find_key(self, digits: str) -> Fund:
        for width in (5, 8, 12):  # a spreadsheet drops the leading zero
            if len(digits) in (width, width - 1) and (pk := self._by_key.get(digits.zfill(width))):
                fund = self._sure(digits, pk)
                if fund.grund or width != POSTAL_LENGTH:
                    return fund
                label = self._of[pk].label
                return Fund(pk=pk, grund=f"„{digits}“ als Schlüssel von {label} gelesen.")
        return Fund(grund=f"Den Schlüssel {digits} kennt das Wiki nicht.")

    def candidates(self, text: str) -> list[int]:
        """Returns the Kommunen that a text may mean, likeliest first; those with a page first where
        several bear the name."""
        key = name_key(LAND_IN_BRACKETS.sub("", text))
        bare = without_kind(key)[1]
        found = sorted(self._called(key, None), key=lambda pk: -pk)
        if proposal := self.find(text).vorschlag_pk:
            found.insert(0, proposal)
        alike = process.extract(bare, self._choices[""], scorer=fuzz.ratio, limit=MEANINGS_NAMED)
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
        """Proposes the most similar name: of a Kommune with a page, else of any in the register. A
        text that says its kind is like others of this kind only."""
        kind, bare = without_kind(key)
        choices = self._choices.get(kind, {})
        contained = None if kind else self._contained(key)
        pages = {pk: name for pk, name in choices.items() if pk > 0}
        found = None
        if bare not in NO_TOWN and not is_only_a_kind(bare):
            found = process.extractOne(
                bare, pages, scorer=_similarity, score_cutoff=PROPOSAL_MIN_PERCENT
            ) or process.extractOne(
                bare, choices, scorer=fuzz.ratio, score_cutoff=REGISTER_MIN_PERCENT
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


def _kind_of(key: str) -> tuple[str, str]:
    """Splits off the kind, also one that is said twice: `lk rhein lahn kreis` -> ("district",
    "rhein lahn")."""
    kind, bare = without_kind(key)
    again, rest = without_kind(bare)
    return (kind, rest) if kind and again == kind else (kind, bare)


def _similarity(a: str, b: str, **_: object) -> float:
    """Returns how alike two names are, in per cent of their letters; at least 90 if one begins with
    the other: "Trier" and "Trier an der Mosel"."""
    whole = fuzz.ratio(a, b)
    shorter, longer = sorted((a, b), key=len)
    if len(shorter) >= 5 and longer.startswith(shorter + " "):
        return max(whole, 90.0)
    return whole


def _may_be_in(land: str, said: str) -> bool:
    """Returns whether a Kommune may lie in the Land that is said. One of which no Land is known
    may."""
    return not land or _is_in(land, said)


def _is_in(land: str, said: str) -> bool:
    """Returns whether what stands in brackets, `(Hessen)` or `(RLP)`, means this Land."""
    word = said.strip("()").casefold()
    return LAND_SHORT.get(word, word) == land.casefold()
