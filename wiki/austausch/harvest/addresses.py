"""The file in which an operator names addresses: JSON, a list of entries. Pure."""

from dataclasses import dataclass, fields
from typing import Any
from urllib.parse import urlsplit

from wiki.austausch.exceptions import HarvestListInvalid
from wiki.dateien.unique_keys import RepeatedKey, load_json

OPTIONAL = {"herausgeber"}


@dataclass(frozen=True)
class Sammeladresse:
    """A list that somebody publishes. `lizenz` is the licence under which it may be used; it
    stands at every page that is made of it."""

    name: str
    adresse: str
    lizenz: str
    herausgeber: str = ""


def read_addresses(text: str) -> list[Sammeladresse]:
    """Raises HarvestListInvalid, which says in German which entry is wrong."""
    try:
        entries = load_json(text)
    except RepeatedKey as error:
        raise HarvestListInvalid(str(error)) from error
    except ValueError as error:
        raise HarvestListInvalid(f"Sie ist kein JSON: {error}") from error
    if not isinstance(entries, list):
        raise HarvestListInvalid("Erwartet wird eine Liste: [{…}, {…}].")
    found = [_address(number, entry) for number, entry in enumerate(entries, 1)]
    if len({entry.adresse for entry in found}) < len(found):
        raise HarvestListInvalid("Eine Adresse steht zweimal darin.")
    return found


def _address(number: int, entry: Any) -> Sammeladresse:
    known = {field.name for field in fields(Sammeladresse)}
    if not isinstance(entry, dict) or not all(isinstance(v, str) for v in entry.values()):
        raise HarvestListInvalid(f'Eintrag {number} muss so aussehen: {{"name": "…", …}}.')
    missing = [name for name in sorted(known - OPTIONAL) if not entry.get(name, "").strip()]
    if missing:
        raise HarvestListInvalid(f"In Eintrag {number} fehlt: {', '.join(missing)}.")
    if unknown := sorted(entry.keys() - known):
        raise HarvestListInvalid(f"In Eintrag {number} ist unbekannt: {', '.join(unknown)}.")
    if urlsplit(entry["adresse"]).scheme not in ("http", "https"):
        raise HarvestListInvalid(f"In Eintrag {number} beginnt die Adresse nicht mit https://.")
    return Sammeladresse(**{name: value.strip() for name, value in entry.items()})
