"""Turns sections of an import into the stored form of an article, and compares the two."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from wiki.felder.felder import EINSCHAETZUNG, FRAGE, SECTIONS
from wiki.models import Projektseite
from wiki.sections import content_of, heading_of

from .einschaetzung import cell_with_day
from .frage import question_heading
from .paragraphs import to_text
from .schema import Abschnitt, NeuesBild

SectionTexts = Mapping[tuple[str, str], str]  # (kind, heading of a free one, a question) -> words


def stream_of(raw: Sequence[Mapping[str, Any]]) -> Any:
    """Makes a value for `Projektseite.inhalt` of what StreamField stores."""
    block = Projektseite._meta.get_field("inhalt").stream_block
    return block.to_python(list(raw))


def raw_sections(before: Sequence[Any], wanted: Sequence[Abschnitt]) -> list[dict[str, Any]]:
    """Replaces in the stream `before` the sections that are `wanted`, and adds those it lacks after
    the named or the free ones. A new article keeps the order of `wanted`."""
    new = {key_of(abschnitt): _raw(abschnitt) for abschnitt in wanted}
    kept: list[dict[str, Any]] = []
    if not len(before):
        return list(new.values())
    for child in before:
        raw = child.get_prep_value()
        key = (child.block_type, _heading(child))
        replaced = new.pop(key, None)
        kept.append({**replaced, "id": raw["id"]} if replaced else raw)
    for key, raw in new.items():
        kept.insert(_place(kept, key[0]), raw)
    return kept


def section_texts(inhalt: Iterable[Any]) -> SectionTexts:
    """Returns the words of each section, to see whether `raw_sections` would change it."""
    return {(child.block_type, _heading(child)): _words(child) for child in inhalt}


def _words(child: Any) -> str:
    parts = [
        to_text(str(block.value.source)) if block.block_type == "text" else f"[{block.block_type}]"
        for block in content_of(child)
    ]
    words = "\n\n".join(filter(None, parts))
    return (
        cell_with_day(child.value["stand"], words) if child.block_type == EINSCHAETZUNG else words
    )


def _heading(child: Any) -> str:
    if child.block_type == FRAGE:
        return question_heading(heading_of(child), child.value["stand"])
    return heading_of(child) if child.block_type == "frei" else ""


def key_of(abschnitt: Abschnitt) -> tuple[str, str]:
    """Tells the sections of an article apart."""
    if abschnitt.art == FRAGE and abschnitt.stand:
        return FRAGE, question_heading(abschnitt.ueberschrift, abschnitt.stand)
    return abschnitt.art, abschnitt.ueberschrift


def _place(kept: Sequence[Mapping[str, Any]], art: str) -> int:
    """Returns where a new section goes: named ones in their usual order, before the free ones."""
    if art not in SECTIONS:
        return len(kept)
    later = {*SECTIONS[SECTIONS.index(art) + 1 :], "frei"}
    return next((number for number, raw in enumerate(kept) if raw["type"] in later), len(kept))


def _raw(abschnitt: Abschnitt) -> dict[str, Any]:
    content = [_raw_block(block, value) for block, value in abschnitt.inhalt]
    if abschnitt.art == "frei":
        value: Any = {"ueberschrift": abschnitt.ueberschrift, "inhalt": content}
        return {"type": "frei", "value": value}
    if abschnitt.stand:
        value = {"stand": abschnitt.stand.isoformat(), "inhalt": content}
        asked = {"frage": abschnitt.ueberschrift} if abschnitt.art == FRAGE else {}
        return {"type": abschnitt.art, "value": {**asked, **value}}
    return {"type": abschnitt.art, "value": content}


def _raw_block(block: str, value: Any) -> dict[str, Any]:
    if block == "tabelle":
        value = _raw_table(value)
    if block == "bild":
        image, alt, caption = _stored(value)
        value = {
            "bild": {"image": image, "decorative": False, "alt_text": alt},
            "unterschrift": caption,
        }
    return {"type": block, "value": value}


def _stored(value: Any) -> tuple[int | None, str, str]:
    """A picture that the wiki has; one that it does not have yet stands there without its file."""
    if isinstance(value, NeuesBild):
        return None, value.alt, value.unterschrift
    image, alt, caption = value
    return image, alt, caption


def _raw_table(rows: Sequence[Sequence[str]]) -> dict[str, Any]:
    """Writes a table as StreamField stores it; the first row holds its headings."""
    headings, *rest = rows
    return {
        "caption": "",
        "columns": [{"type": "text", "heading": heading} for heading in headings],
        "rows": [{"values": list(row)} for row in rest],
    }
