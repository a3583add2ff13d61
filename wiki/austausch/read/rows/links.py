"""Brings the addresses behind linked cells into the fields that hold addresses. Pure."""

from typing import Any

from wiki.austausch.draft.headings import ColumnMapping
from wiki.austausch.draft.schema import RawRow
from wiki.german.amount_cells import says_nothing

from .row import cell_text

WEB = ("http://", "https://")


def linked_cells(raw: RawRow, mapping: ColumnMapping) -> tuple[Any, ...]:
    """Returns the cells of a row. One that should hold a mailbox or a source holds the address
    behind it, a source with what the cell calls it."""
    cells = list(raw.zellen)
    for number, target in raw.links.items():
        name = _field_at(number, mapping)
        if name == "kontakt_postfach" and target.startswith("mailto:"):
            cells[number] = target.partition("?")[0]
        elif name == "quellen" and target.startswith(WEB):
            cells[number] = _as_source(cells[number], target)
    return tuple(cells)


def with_links(raw: RawRow, mapping: ColumnMapping) -> dict[str, Any]:
    """Returns the cells by field. An address behind any other cell becomes a source named after the
    cell."""
    cells = {name: cell for name, cell in zip(mapping.fields, raw.zellen, strict=True) if name}
    for number, target in raw.links.items():
        if _field_at(number, mapping) not in ("", "quellen") and target.startswith(WEB):
            said = cell_text(cells.get("quellen", ""))
            more = "" if _names(said, target) else _as_source(raw.zellen[number], target)
            cells["quellen"] = "\n".join(text for text in (said, more) if not says_nothing(text))
    return cells


def _field_at(number: int, mapping: ColumnMapping) -> str:
    return mapping.field_at(number) if number < len(mapping.fields) else ""


def _as_source(cell: Any, target: str) -> str:
    """`Bericht` -> `Bericht | https://a.de`; a cell that names the address stays as it is."""
    label = cell_text(cell)
    return label if _names(label, target) else f"{' '.join(label.split())[:100]} | {target}"


def _names(text: str, target: str) -> bool:
    return target.rstrip("/") in text
