"""What differs between two versions of a page: its fields, and its sections one by one."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from html import unescape
from typing import Any

from django.utils.formats import localize
from django.utils.html import format_html, format_html_join, strip_tags
from django.utils.safestring import SafeString
from django.utils.timezone import localtime
from wagtail.admin.compare import diff_text, get_comparison_class_for_block

from wiki.felder.felder import FELDER
from wiki.felder.values import entries_of
from wiki.sections import content_of, heading_of

LINE_END = re.compile(r"</(?:p|li|h\d)>|<br ?/?>")
NEU, WEG, GEAENDERT = "neu", "entfällt", "geändert"
ARTICLE = "inhalt"
KNOWN = {feld.attribut: feld for feld in FELDER}
IN_WORDS = ("tabelle", "zitat")  # blocks that their words say; of others one sees what they show
NOTHING = (None, "")


@dataclass(frozen=True)
class Unterschied:
    """A field or a section that differs. `stelle` is its place as remarks name it: the name of a
    field, or `inhalt.` and the id of the section."""

    name: str
    stelle: str
    html: SafeString
    art: str = GEAENDERT


def differences(before: Any, now: Any, comparisons: Iterable[Any]) -> list[Unterschied]:
    """Returns what differs, fields first. `before` is None for a page that is not online: then all
    that it says is new. `comparisons` are those of Wagtail for the fields of the form."""
    if before is None:
        return [*_new_fields(now, comparisons), *_sections((), now.inhalt)]
    return [*_fields(before, now, comparisons), *_sections(before.inhalt, now.inhalt)]


def unchanged(before: Any, now: Any) -> list[str]:
    """Returns the names of the sections that stay as they are."""
    if before is None:
        return []
    changed = {one.stelle for one in _sections(before.inhalt, now.inhalt)}
    kept = {_place(child) for child in before.inhalt} - changed
    return [heading_of(child) for child in now.inhalt if _place(child) in kept]


def _fields(before: Any, now: Any, comparisons: Iterable[Any]) -> Iterator[Unterschied]:
    for name, found in _changed(before, now, comparisons):
        html = found.htmldiff() if found.is_field else _of_relation(found)
        yield Unterschied(str(found.field_label()), name, SafeString(html))


def _new_fields(now: Any, comparisons: Iterable[Any]) -> Iterator[Unterschied]:
    """Yields each filled field of a page that was never published, as its readers will see it."""
    for name, found in _changed(type(now)(), now, comparisons):
        feld = KNOWN.get(name)
        label = feld.label if feld else str(found.field_label())
        if not found.is_field:
            yield Unterschied(label, name, _of_relation(found), NEU)
            continue
        lines = entries_of(now, feld) if feld else [_written(found.val_b)]
        yield Unterschied(label, name, _marked(_in_paragraphs(lines), "addition"), NEU)


def _written(value: Any) -> str:
    return str(localize(localtime(value) if isinstance(value, datetime) else value))


def _changed(before: Any, now: Any, comparisons: Iterable[Any]) -> Iterator[tuple[str, Any]]:
    """Yields name and comparison of each field that differs. The article is left out: it is
    compared section by section."""
    for compare in comparisons:
        found = compare(before, now)
        if found.field.name != ARTICLE and found.has_changed():
            yield found.field.name, found


def _of_relation(found: Any) -> SafeString:
    """Shows the rows of a relation, such as sources, each with what differs in it."""
    rows = []
    for child in found.get_child_comparisons():
        kind = "addition" if child.is_addition() else "deletion" if child.is_deletion() else ""
        lines = format_html_join(
            ", ",
            "{}: {}",
            ((one.field_label(), one.htmldiff()) for one in _filled(child)),
        )
        rows.append((kind, lines))
    return format_html_join("", '<p class="{}">{}</p>', rows)


def _filled(child: Any) -> list[Any]:
    found = child.get_field_comparisons()
    return [one for one in found if one.val_a not in NOTHING or one.val_b not in NOTHING]


def _sections(before: Iterable[Any], now: Iterable[Any]) -> Iterator[Unterschied]:
    """Yields the sections that are new, changed or gone, in the order of the page."""
    old = {child.id: child for child in before}
    for child in now:
        former = old.pop(child.id, None)
        if former is None:
            if html := _words(child, "addition"):
                yield Unterschied(heading_of(child), _place(child), html, NEU)
            continue
        comparison = get_comparison_class_for_block(child.block)(
            child.block, True, True, former.value, child.value
        )
        if comparison.has_changed():
            html = _of_texts(former, child) or comparison.htmldiff()
            yield Unterschied(heading_of(child), _place(child), html)
    for child in old.values():
        if html := _words(child, "deletion"):
            yield Unterschied(heading_of(child), _place(child), html, WEG)


def _of_texts(former: Any, child: Any) -> SafeString | None:
    """Shows what differs in a section that holds only texts, paragraph by paragraph; Wagtail would
    run the paragraphs together. Returns None for other sections, and if the words are the same."""
    contents = [content_of(former), content_of(child)]
    if any(block.block_type != "text" for content in contents for block in content):
        return None
    before, now = ("\n\n".join(_paragraphs(content)) for content in contents)
    return SafeString(diff_text(before, now).to_html()) if before != now else None


def _paragraphs(content: Any) -> list[str]:
    """The lines of a section, one for each paragraph of a text."""
    parts: list[str] = []
    for block in content:
        if block.block_type == "text":
            parts.append(unescape(strip_tags(LINE_END.sub("\n", block.value.source))))
        else:
            parts += block.block.get_searchable_content(block.value)
    return [line.strip() for part in parts for line in part.split("\n") if line.strip()]


def _words(child: Any, kind: str) -> SafeString | None:
    """Shows a section that is wholly new or gone; None if nothing stands in it."""
    html = format_html_join("", "{}", ((_shown(block),) for block in content_of(child)))
    return _marked(html, kind) if html else None


def _shown(block: Any) -> SafeString:
    """Shows a text in its paragraphs, and any other block as Wagtail does: of a picture, a file or
    a link there are no words."""
    if block.block_type == "text" or block.block_type in IN_WORDS:
        return _in_paragraphs(_paragraphs([block]))
    compare = get_comparison_class_for_block(block.block)
    shown = compare(block.block, True, True, block.value, block.value)
    return format_html("<p>{}:</p>{}", block.block.label, shown.htmlvalue(block.value))


def _in_paragraphs(lines: Iterable[str]) -> SafeString:
    return format_html_join("", "<p>{}</p>", ((line,) for line in lines))


def _marked(html: SafeString, kind: str) -> SafeString:
    return format_html('<div class="comparison__child-object {}">{}</div>', kind, html)


def _place(child: Any) -> str:
    return f"{ARTICLE}.{child.id}"
