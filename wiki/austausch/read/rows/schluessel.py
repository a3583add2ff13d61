"""Keys of administrative services (LeiKa, FIM), as lists write them. Pure."""

import re

from .row import Row, split_entries

NAME = "leistungsschluessel"
# With blanks in it, behind "urn:de:fim:leika:leistung:", before the name of the service.
KEY = re.compile(r"(?<!\d)\d(?:[ .]?\d){13}(?!\d)")


def read_schluessel(row: Row) -> None:
    """Reads the key of each entry of the cell. An entry without one is noted and left out."""
    entries = split_entries(row.answer(NAME))
    found = {entry: KEY.findall(entry) for entry in entries}
    keys = [re.sub(r"\D", "", key) for some in found.values() for key in some]
    if keyless := [entry for entry, some in found.items() if not some]:
        row.gap(NAME, f"„{keyless[0][:40]}“ ist kein Schlüssel aus 14 Ziffern.")
    row.felder.pop(NAME, None)  # the cell as it stands
    if keys:
        row.felder[NAME] = "\n".join(dict.fromkeys(keys))
