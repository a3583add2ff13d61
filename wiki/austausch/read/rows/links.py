"""Brings the addresses behind linked cells into the fields that hold addresses. Pure."""

from typing import Any

from wiki.austausch.draft.headings import ColumnMapping
from wiki.austausch.draft.schema import RawRow
from wiki.german.amount_cells import says_nothing

from .row import cell_text


def with_links(raw: RawRow, mapping: ColumnMapping) -> dict[str, Any]:
    """Returns the cells by field. An address behind a cell becomes a source named after the cell,
    or fills the cell if that should hold a mailbox."""
    cells = {name: cell for name, cell in zip(mapping.fields, raw.zellen, strict=True) if name}
    for number, target in raw.links.items():
        name = mapping.fields[number] if number < len(mapping.fields) else ""
        if target.startswith("mailto:") and name == "kontakt_postfach":
            cells[name] = target.partition("?")[0]
        elif name and target.startswith(("http://", "https://")):
            cells["quellen"] = _with_source(cells, name, target)
    return cells


def _with_source(cells: dict[str, Any], name: str, target: str) -> str:
    said, label = cell_text(cells.get("quellen", "")), cell_text(cells[name])
    said = "" if says_nothing(said) else said
    if target in said or target.rstrip("/") in said:
        return said
    line = f"{' '.join(label.split())[:100]} | {target}"
    return line if name == "quellen" else "\n".join(filter(None, (said, line)))
