"""Reads cells that name Kommunen and Themen of the wiki. Pure: both come in as matchers."""

import re
from collections.abc import Iterator, Sequence

from wiki.austausch.draft.headings import area_kind
from wiki.austausch.draft.matching import Fund
from wiki.austausch.draft.schema import Nachnutzer, RawRow
from wiki.gemeinden.kinds import both_kinds, plural_first, plural_kind
from wiki.german.amount_cells import says_nothing

from .context import RowContext
from .dates import DateInvalid, parse_year
from .groups import group_name
from .row import Row, cell_text, split_entries

BETWEEN = (  # names; `Neustadt/Weinstraße` is one, `Simmern - Rheinböllen` may be
    r"\s*[,+|•·]\s*|\s+(?:und|u\.(?! ?[av]\b)|sowie|&|bzw\.?|(?:gemeinsam |zusammen )?mit)\s+",
    r"\s*/\s*",
    r"\s+[-–—]\s+",
)
COUNTED = re.compile(r"^\d{1,2}[.)]\s+(?=[^\W\d])")
PART_PLAYED = re.compile(
    r"\s*\((?:feder|haupt|projekt|gesamt|koordin|konsortial|lead|antrag|träger|partner|beteiligt|"
    r"pilot|modell)[^()]*\)",
    re.I,
)
IN_BRACKETS = re.compile(r"\([^()]*\)")
AREAS_BEHIND = re.compile(r"(.+?)\s*\(([^()]+)\)")
_PART = r"(?:(?i:stadtteil|ortsteil|ortsbezirk|ortschaft|stadtbezirk|bezirk|gemarkung)|OT)\s+\S"
PART_OF_TOWN = re.compile(rf"{_PART}.*")
PART_BEHIND = re.compile(rf"\s*\(\s*({_PART}[^()]*)\)")
AND_OTHERS = re.compile(r",?\s+(?:(?:u\. ?a|u\. ?v\. ?m|usw|etc)\.?|und (?:weitere|andere))$", re.I)
NO_NAME = re.compile(
    r"\.{2,}|…|(?:etc|usw|u\. ?a|u\. ?v\. ?m)\.?|(?:und )?(?:weitere|andere)n?", re.I
)


def lage_of(raw: RawRow, headings: Sequence[str], unread: Sequence[int]) -> Iterator[str]:
    """Yields what the unread columns of a row say of where its Kommune lies: `Landkreis Kusel`."""
    for number in unread:
        name, kind = cell_text(raw.zellen[number]), area_kind(headings[number])
        if says_nothing(name):
            continue
        says_kind = kind.casefold() in name.casefold() or "kreis" in name.casefold()
        yield name if says_kind else f"{kind} {name}"


def read_kommunen(row: Row, context: RowContext) -> tuple[int, ...] | None:
    text = row.answer("kommunen")
    if not text:
        return None
    places = _places(_without_parts(row, text), context)
    if more := [place for place in places if NO_NAME.fullmatch(place)]:
        row.note("kommunen", f"„{more[0]}“: Andere Kommunen stehen nicht da.")
    named = [place for place in places if place not in more]
    towns = [place for place in named if not PART_OF_TOWN.fullmatch(place)] or named
    for part in (place for place in named if place not in towns):
        _note_part(row, part)
    found = [_kommune(row, "kommunen", place, context, row.lage) for place in towns]
    return tuple(dict.fromkeys(pk for pk in found if pk))


def _without_parts(row: Row, text: str) -> str:
    """Leaves out which part of a town is meant: `Trier (Stadtteil Euren)`."""
    for part in PART_BEHIND.findall(text):
        _note_part(row, part.strip())
    return PART_BEHIND.sub("", text)


def _note_part(row: Row, part: str) -> None:
    row.note("kommunen", f"„{part}“ ist keine eigene Kommune; bitte im Text nennen.")


def _places(text: str, context: RowContext) -> list[str]:
    """Splits a cell into names: `Trier und Mainz` -> Trier, Mainz. A kind in the plural holds for
    all names behind it: `Landkreise Kusel und Birkenfeld`."""
    places, kind = [], ""
    for entry in split_entries(text):
        entry = plural_first(COUNTED.sub("", PART_PLAYED.sub("", entry)))
        others = AND_OTHERS.search(entry)
        for part in _parts(AND_OTHERS.sub("", entry), context):
            said, name = plural_kind(part)
            kind = said or kind
            places.append(f"{kind} {name}".strip() if kind else name)
        places += [others[0].strip(" ,")] if others else []
    return places


def _parts(entry: str, context: RowContext, between: Sequence[str] = BETWEEN) -> list[str]:
    """A text that is the name of one Kommune, or of which no part is, stays whole."""
    if both := both_kinds(entry):
        return both
    if not between or context.kommunen.find(entry).pk:
        return [entry]
    smaller = _split(between[0], entry)
    parts = [name for part in smaller for name in _parts(part, context, between[1:])]
    certain = [part for part in parts if _is_certain(plural_kind(part)[1], context)]
    return parts if certain else [entry]


def _split(pattern: str, text: str) -> list[str]:
    """Splits outside of brackets: `Mörsdorf (VG Kastellaun, Hunsrück)` is one name."""
    masked = IN_BRACKETS.sub(lambda inside: "()" + "x" * (len(inside[0]) - 2), text)
    ends = [match.span() for match in re.finditer(pattern, masked)]
    begins = [0, *(end for _, end in ends)]
    parts = [text[a:b] for a, b in zip(begins, [*(a for a, _ in ends), len(text)], strict=True)]
    return [part for part in parts if part]


def _is_certain(name: str, context: RowContext) -> bool:
    return _found(name, context, ()).pk is not None


def _found(text: str, context: RowContext, lage: tuple[str, ...]) -> Fund:
    """Finds by the name, and by the area behind it or beside it, if that tells which of several is
    meant: `Stetten (Donnersbergkreis)`, `Föckelberg (VG Kusel)`."""
    plain = context.kommunen.find(text)
    match = None if plain.pk else AREAS_BEHIND.fullmatch(text)
    name, areas = (match[1], match[2].split(",")) if match else (text, [])
    within = context.kommunen.find_within(name, (*areas, *lage)) if areas or lage else None
    if within and within.pk != plain.pk:
        return within
    return _proposed(plain, name, context) if match and not plain.vorschlag_pk else plain


def _proposed(fund: Fund, name: str, context: RowContext) -> Fund:
    """Proposes whom the name means without the brackets behind it."""
    bare = context.kommunen.find(name)
    pk = bare.pk or bare.vorschlag_pk
    if pk is None:
        return fund
    label = context.kommunen.label_of(pk)
    grund = f"{fund.grund.removesuffix('.')}; gemeint sein könnte „{label}“."
    return Fund(vorschlag=label, vorschlag_pk=pk, grund=grund)


def _kommune(
    row: Row, column: str, text: str, context: RowContext, lage: tuple[str, ...] = ()
) -> int | None:
    found: list[int] = []
    fund = _found(text, context, lage)
    told_apart = fund.pk is not None and fund is not context.kommunen.find(text)
    if not told_apart and context.decide(
        row, "kommunen", text, lambda _, pk: found.append(int(pk))
    ):
        return found[0] if found else None
    if fund.pk:
        if fund.grund:
            row.note(column, fund.grund)
        return fund.pk
    if fund.vorschlag_pk and context.accept_fuzzy:
        row.note(column, f"„{text}“ als „{fund.vorschlag}“ übernommen.")
        return fund.vorschlag_pk
    likely = context.kommunen.candidates(text)
    context.fragen.ask("kommunen", text, likely, bool(fund.vorschlag_pk))
    row.gap(column, f"{fund.grund} Bitte zuordnen.")
    return None


def read_themen(row: Row, context: RowContext) -> tuple[int, ...] | None:
    text = row.answer("themen")
    if not text:
        return None
    found = [_thema(row, part, context) for part in _thema_parts(text, context)]
    return tuple(dict.fromkeys(pk for pk in found if pk))


def _thema_parts(text: str, context: RowContext) -> list[str]:
    """Splits a cell into Themen: at strokes only if one of the parts is surely one. `1. Umwelt` and
    `Handlungsfeld 3: Umwelt` are read as `Umwelt` if there is that Thema."""
    if context.themen.find(text).pk:
        return [text]
    parts = split_entries(text, ",")
    if len(parts) == 1:
        apart = [part.strip() for part in re.split(r"\s*[/|•·]\s*", text) if part.strip()]
        parts = apart if any(context.themen.find(part).pk for part in apart) else parts
    bare = ((part, group_name(part)) for part in parts)
    return [name if context.themen.find(name).pk else part for part, name in bare]


def _thema(row: Row, text: str, context: RowContext) -> int | None:
    found: list[int] = []
    fund = context.themen.find(text)
    if fund.pk:
        if fund.grund:
            row.note("themen", fund.grund)
        return fund.pk
    if context.decide(row, "themen", text, lambda _, pk: found.append(int(pk))):
        return found[0] if found else None
    if fund.vorschlag_pk and context.accept_fuzzy:
        row.note("themen", f"„{text}“ als „{fund.vorschlag}“ übernommen.")
        return fund.vorschlag_pk
    likely = [fund.vorschlag_pk] if fund.vorschlag_pk else []
    context.fragen.ask("themen", text, likely, bool(likely))
    row.gap("themen", f"{fund.grund} Bitte zuordnen.")
    return None


def read_nachnutzungen(row: Row, context: RowContext) -> tuple[Nachnutzer, ...] | None:
    """Reads one reuse from each line: `Kommune | year | remark`."""
    entries = []
    text = row.answer("nachnutzungen")
    for line in text.split("\n") if "|" in text else split_entries(text):
        if says_nothing(line):
            continue
        parts = ["" if says_nothing(part) else part.strip() for part in line.split("|", 2)]
        name, year, remark = [*parts, "", ""][:3]
        kommune = _kommune(row, "nachnutzungen", name, context)
        try:
            jahr = parse_year(year)
        except DateInvalid as error:
            row.gap("nachnutzungen", str(error))
            jahr = None
        if kommune:
            entries.append(
                Nachnutzer(kommune, jahr, remark[: context.lengths["nachnutzungen.hinweis"]])
            )
    return tuple(entries) or None
