"""A file of the Gemeindeverzeichnis -> entries. Pure: bytes come in.

The whole file is read before anything is written. What is wrong is said in German with the line;
totals and places of Kreise and associations come from their municipalities, for which alone the
register states them.
"""

import csv
import gzip
import hashlib
import re
import zlib
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from io import BytesIO, StringIO

from .exceptions import GemeindedateiInvalid
from .names import full_name, kreis_name, register_name
from .schema import ARTEN, GEMEINDE, KEY_LENGTH, KREIS, Gemeindeeintrag

COLUMNS = "ebene ags ars name textkennzeichen land kreis einwohner lat lon".split()
GERMANY = {"lat": (47.0, 55.2), "lon": (5.5, 15.5)}  # degrees
ERRORS_SHOWN = 5
MAX_BYTES = 50_000_000
INHABITANTS = re.compile(r"\d{1,8}", re.ASCII)  # Germany has eight digits
RegisterRow = Mapping[str, str]


@dataclass(frozen=True)
class Gemeindedatei:
    """What a file holds; `digest` changes exactly when the file does."""

    eintraege: tuple[Gemeindeeintrag, ...]
    digest: str


def read_gemeinden(content: bytes) -> Gemeindedatei:
    """Reads CSV (UTF-8, comma or semicolon), also compressed with gzip. Raises
    GemeindedateiInvalid, which names up to ERRORS_SHOWN lines."""
    text = _text(content)
    rows = _rows(text)
    errors = list(_errors(rows))
    if errors:
        more = len(errors) - ERRORS_SHOWN
        rest = [f"Und {more} weitere{'r' if more == 1 else ''} Fehler."] if more > 0 else []
        raise GemeindedateiInvalid(" ".join([*errors[:ERRORS_SHOWN], *rest]))
    return Gemeindedatei(_told_apart(list(_eintraege(rows))), _digest(text))


def digest_of(content: bytes) -> str:
    """Returns the `digest` that `read_gemeinden` would give, without looking at the lines. Raises
    GemeindedateiInvalid for what is no text."""
    return _digest(_text(content))


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def _text(content: bytes) -> str:
    try:
        if content.startswith(b"\x1f\x8b"):
            content = _unpacked(content)
        return content.decode("utf-8-sig")
    except (OSError, EOFError, zlib.error):
        raise GemeindedateiInvalid("Das gzip-Archiv ist beschädigt.") from None
    except UnicodeDecodeError:
        raise GemeindedateiInvalid("Sie ist nicht in UTF-8 gespeichert.") from None


def _unpacked(content: bytes) -> bytes:
    with gzip.GzipFile(fileobj=BytesIO(content)) as file:
        unpacked = file.read(MAX_BYTES + 1)
    if len(unpacked) > MAX_BYTES:
        raise GemeindedateiInvalid("Sie ist ausgepackt größer als 50 MB.")
    return unpacked


def _rows(text: str) -> list[RegisterRow]:
    first = text.partition("\n")[0]
    reader = csv.DictReader(StringIO(text), delimiter=";" if ";" in first else ",")
    missing = [name for name in COLUMNS if name not in (reader.fieldnames or ())]
    if missing:
        raise GemeindedateiInvalid(f"Diese Spalten fehlen: {', '.join(missing)}.")
    twice = [name for name in COLUMNS if (reader.fieldnames or []).count(name) > 1]
    if twice:
        raise GemeindedateiInvalid(f"Diese Spalten stehen zweimal darin: {', '.join(twice)}.")
    try:
        rows: list[RegisterRow] = [
            {name: (row[name] or "").strip() for name in COLUMNS} for row in reader
        ]
    except csv.Error as error:
        raise GemeindedateiInvalid(f"Zeile {reader.line_num} ist keine CSV-Zeile.") from error
    if not any(row["ebene"] == GEMEINDE for row in rows):
        raise GemeindedateiInvalid("In ihr steht keine Gemeinde.")
    return rows


def _errors(rows: Sequence[RegisterRow]) -> Iterator[str]:
    """Yields what is wrong, line by line; the heading is line 1."""
    seen: dict[str, int] = {}
    kreise = {row["ars"] for row in rows if row["ebene"] == KREIS}
    for line, row in enumerate(rows, 2):
        problem = _problem(row) or _missing_kreis(row, kreise)
        first = seen.setdefault(row["ars"], line)
        if first != line:
            problem = problem or f"Den Schlüssel {row['ars']} hat schon Zeile {first}."
        if problem:
            yield f"Zeile {line} ({row['name'] or 'ohne Namen'}): {problem}"


def _problem(row: RegisterRow) -> str:
    art = ARTEN.get(row["textkennzeichen"])
    if row["ebene"] not in KEY_LENGTH:
        return f"„{row['ebene']}“ ist keine Ebene (kreis, verband, gemeinde)."
    if art is None or art.ebene != row["ebene"]:
        return f"Das Textkennzeichen „{row['textkennzeichen']}“ gibt es auf dieser Ebene nicht."
    if not register_name(row["name"]) or not row["land"]:
        return "Name oder Land fehlt."
    return _wrong_key(row) or _wrong_figures(row)


def _wrong_key(row: RegisterRow) -> str:
    ars, ags = row["ars"], row["ags"]
    length = KEY_LENGTH[row["ebene"]]
    if not _is_key(ars, length):
        return f"Der Regionalschlüssel „{ars}“ hat nicht {length} Ziffern."
    if row["ebene"] == GEMEINDE and ags != ars[:5] + ars[9:]:
        return f"Der Gemeindeschlüssel „{ags}“ passt nicht zum Regionalschlüssel {ars}."
    return ""


def _is_key(text: str, length: int) -> bool:
    return len(text) == length and text.isascii() and text.isdecimal()


def _wrong_figures(row: RegisterRow) -> str:
    if row["ebene"] != GEMEINDE:
        return ""
    if not INHABITANTS.fullmatch(row["einwohner"]):
        return f"„{row['einwohner']}“ ist keine Einwohnerzahl."
    for name, (low, high) in GERMANY.items():
        if not low <= _degrees(row[name]) <= high:
            return f"„{row[name]}“ liegt als {name} nicht in Deutschland."
    return ""


def _degrees(text: str) -> float:
    try:
        return float(text.replace(",", "."))
    except ValueError:
        return float("nan")  # lies between no bounds


def _missing_kreis(row: RegisterRow, kreise: set[str]) -> str:
    kreis = row["ars"][:5]
    return "" if kreis in kreise else f"Den Kreis {kreis} enthält die Datei nicht."


def _eintraege(rows: Sequence[RegisterRow]) -> Iterator[Gemeindeeintrag]:
    """Yields the entries of the register. A city that lies in no Kreis stands in the file twice; it
    is kept once, as municipality."""
    kreise = {row["ars"]: _kreis(row) for row in rows if row["ebene"] == KREIS}
    members = _members(rows)
    for row in rows:
        art = ARTEN[row["textkennzeichen"]]
        is_kreis = row["ebene"] == KREIS
        if is_kreis and not kreise[row["ars"]]:
            continue
        yield Gemeindeeintrag(
            schluessel=row["ars"],
            ags=row["ags"] or (row["ars"] if is_kreis else ""),
            name=register_name(row["name"]),
            typ=str(art.typ),
            art=art.name,
            land=row["land"],
            kreis="" if is_kreis else kreise[row["ars"][:5]],
            einwohner=_total(members[row["ars"]]),
            lat=_middle(members[row["ars"]], "lat"),
            lon=_middle(members[row["ars"]], "lon"),
        )


def _told_apart(eintraege: Sequence[Gemeindeeintrag]) -> tuple[Gemeindeeintrag, ...]:
    """Two of one name in one district also say their association."""
    count = Counter((e.name, e.art, e.kreis) for e in eintraege)
    associations = {e.schluessel: full_name(e.name, e.typ, e.art) for e in eintraege}
    return tuple(
        replace(e, kreis=f"{associations[e.schluessel[:9]]}, {e.kreis}")
        if count[e.name, e.art, e.kreis] > 1 and e.schluessel[:9] in associations
        else e
        for e in eintraege
    )


def _kreis(row: RegisterRow) -> str:
    """Returns how municipalities name the district they lie in; empty for a city that is a district
    itself."""
    art = ARTEN[row["textkennzeichen"]]
    is_city = row["textkennzeichen"] in ("41", "42")
    return "" if is_city else kreis_name(register_name(row["name"]), art.name)


def _members(rows: Iterable[RegisterRow]) -> dict[str, list[RegisterRow]]:
    """Key of every level -> its municipalities; of a municipality, itself."""
    members: dict[str, list[RegisterRow]] = defaultdict(list)
    for row in rows:
        if row["ebene"] == GEMEINDE:
            for length in KEY_LENGTH.values():
                members[row["ars"][:length]].append(row)
    return members


def _total(members: Sequence[RegisterRow]) -> int | None:
    return sum(int(row["einwohner"]) for row in members) if members else None


def _middle(members: Sequence[RegisterRow], name: str) -> float | None:
    """The middle of where the inhabitants live, in degrees."""
    if not members:
        return None
    weights = [max(int(row["einwohner"]), 1) for row in members]
    places = [_degrees(row[name]) for row in members]
    weighted = sum(w * place for w, place in zip(weights, places, strict=True))
    return round(weighted / sum(weights), 5)
