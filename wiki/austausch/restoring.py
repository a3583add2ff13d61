"""A JSON export -> a wiki: for moving to another server, or back after an accident.

Objects are found by Kürzel and path. What is there and the same stays; what is there and differs
is left alone unless it is forced. Broken off, it is called again and goes on.
"""

import json
import re
from collections.abc import Callable, Iterable
from datetime import date, datetime
from html import unescape
from pathlib import Path
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.utils.dateparse import parse_date, parse_datetime
from modelcluster.fields import ParentalManyToManyField
from taggit.managers import TaggableManager
from wagtail.documents import get_document_model
from wagtail.fields import StreamField
from wagtail.images import get_image_model
from wagtail.models import Page

from wiki.loading import publish_home
from wiki.models import Kommune, Startseite, Thema

from .exceptions import FileUnreadable
from .report import Bericht
from .running import only_run
from .schema import Meldung
from .snapshot import (
    FORMAT,
    PAGE_FIELDS,
    PAGE_TYPES,
    TIMES,
    VERSION,
    map_block,
    own_relations,
    page_entry,
    path_of,
    stored_fields,
)
from .writing import flat

SIZE_LIMIT = 500 * 1024 * 1024  # bytes
PATH_LINK = re.compile(r'seite="([^"]*)"')
TITLE_LINK = re.compile(r'(<(?:a|embed)\b[^>]*?\s)titel="([^"]*)"')
Progress = Callable[[int], object]


def read_snapshot(path: Path) -> dict[str, Any]:
    """The document, its form checked. FileUnreadable says in German what is wrong."""
    if not path.is_file():
        raise FileUnreadable(f"Es gibt sie nicht: {path.name}.")
    if path.stat().st_size > SIZE_LIMIT:
        raise FileUnreadable(f"Sie ist größer als {SIZE_LIMIT // 1024**2} MB.")
    try:
        content = json.loads(path.read_text(encoding="utf-8"))
    except (ValueError, RecursionError) as error:
        raise FileUnreadable("Sie ist kein JSON (UTF-8).") from error
    if not isinstance(content, dict) or content.get("format") != FORMAT:
        raise FileUnreadable("Sie ist kein JSON-Export dieses Wikis (export_wiki --format json).")
    if content.get("version") != VERSION:
        raise FileUnreadable(f"Sie hat die Fassung {content.get('version')}, gelesen wird 1.")
    for part in ("kommunen", "themen", "seiten"):
        entries = content.get(part)
        if not isinstance(entries, list) or not all(isinstance(e, dict) for e in entries):
            raise FileUnreadable(f"Der Teil „{part}“ fehlt oder ist keine Liste.")
    return content


def restore(
    content: dict[str, Any], *, force: bool = False, progress: Progress = lambda _: None
) -> Bericht:
    """Writes what is new (with `force` also what differs). ImportRunning if an import runs."""
    report = Bericht()
    with only_run():
        _restore_snippets(content, report, force)
        _restore_pages(content["seiten"], report, force, progress)
    report.ausgefuehrt = not report.fehler
    return report


def _restore_snippets(content: dict[str, Any], report: Bericht, force: bool) -> None:
    for model, part, parent in ((Kommune, "kommunen", "kreis"), (Thema, "themen", "oberthema")):
        for without_parent in (True, False):  # Kreise and Oberthemen may come later in the list
            for entry in content[part]:
                fields = dict(entry)
                above = fields.pop(parent, None)
                if without_parent != (above is None):
                    continue
                with transaction.atomic():
                    _restore_snippet(model, fields, parent, above, report, force)


def _restore_snippet(
    model: Any, fields: dict[str, Any], parent: str, above: str | None, report: Bericht, force: bool
) -> None:
    report.zeilen += 1
    instance = model.objects.filter(slug=fields.get("slug")).first()
    known = {field.name for field in stored_fields(model)}
    wanted = {name: value for name, value in fields.items() if name in known}
    wanted[parent] = model.objects.filter(slug=above).first() if above else None
    if instance and all(getattr(instance, name) == value for name, value in wanted.items()):
        report.unveraendert += 1
        return
    if instance and not force:
        report.unveraendert += 1
        _note(report, f"„{instance}“ ist im Wiki anders und wurde nicht überschrieben.")
        return
    is_new = instance is None
    instance = instance or model()
    for name, value in wanted.items():
        setattr(instance, name, value)
    try:
        instance.full_clean()
    except ValidationError as error:
        _wrong(report, str(fields.get("name", "")), flat(error))
        return
    instance.save()
    _count(report, is_new)


def _restore_pages(
    entries: list[dict[str, Any]], report: Bericht, force: bool, progress: Progress
) -> None:
    """First all pages without their links to others, as drafts; then the links, and publishing."""
    ordered = sorted(entries, key=lambda entry: str(entry.get("pfad", "")).count("/"))
    paths = {path_of(page): page.pk for page in Page.objects.filter(depth__gt=1)}
    new: set[str] = set()
    for number, entry in enumerate(ordered, 1):
        report.zeilen += 1
        problem = _form_of(entry)
        if problem:
            _wrong(report, str(entry.get("pfad", f"Seite {number}")), problem)
        elif entry["pfad"] not in paths:
            with transaction.atomic():
                page_id = _create_bare(entry, paths, report)
            if page_id:
                paths[entry["pfad"]] = page_id
                new.add(entry["pfad"])
        progress(1)
    names = {pk: path for path, pk in paths.items()}
    for entry in ordered:
        if not _form_of(entry) and entry["pfad"] in paths:
            with transaction.atomic():
                _complete(entry, paths, names, report, entry["pfad"] in new, force)
        progress(1)


def _form_of(entry: dict[str, Any]) -> str:
    """What is wrong with an entry, in German; empty when nothing."""
    if entry.get("art") not in PAGE_TYPES:
        return f"Die Art „{entry.get('art')}“ gibt es nicht."
    fields = entry.get("felder")
    if not isinstance(entry.get("pfad"), str) or not isinstance(fields, dict):
        return "Pfad oder Felder fehlen."
    if not fields.get("title") or not fields.get("slug"):
        return "Titel oder Kürzel fehlt."
    return ""


def _create_bare(entry: dict[str, Any], paths: dict[str, int], report: Bericht) -> int | None:
    model: Any = PAGE_TYPES[entry["art"]]
    page = model(live=False)
    _set_fields(page, entry["felder"], {}, plain_only=True)
    try:
        if model is Startseite:
            return _create_home(page, entry, report)
        above = entry["pfad"].rstrip("/").rpartition("/")[0] + "/"
        if above not in paths:
            _wrong(report, entry["pfad"], "Die Seite darüber gibt es nicht.")
            return None
        parent = Page.objects.get(pk=paths[above]).specific
        parent.add_child(instance=page)
    except (ValidationError, TypeError, ValueError) as error:
        text = flat(error) if isinstance(error, ValidationError) else "Ein Feld passt nicht."
        _wrong(report, entry["pfad"], text)
        return None
    return int(page.pk)


def _create_home(page: Any, entry: dict[str, Any], report: Bericht) -> int | None:
    """There is one only; a second would take the first one's place."""
    if other := Startseite.objects.first():
        _wrong(report, entry["pfad"], f"Das Wiki hat schon eine Startseite ({path_of(other)}).")
        return None
    publish_home(page)
    return int(page.pk)


def _complete(
    entry: dict[str, Any],
    paths: dict[str, int],
    names: dict[int, str],
    report: Bericht,
    is_new: bool,
    force: bool,
) -> None:
    page: Any = Page.objects.get(pk=paths[entry["pfad"]]).specific
    same = _same(page_entry(page, names), entry)
    unfinished = is_new or (page.latest_revision_id is None and not same)
    if not unfinished:
        if not same and not force:
            _note(report, f"{entry['pfad']}: im Wiki anders und nicht überschrieben.")
        if same or not force:
            report.unveraendert += 1
            return
    _set_fields(page, entry["felder"], paths, plain_only=False)
    if lost := _lost_fields(page_entry(page, names)["felder"], entry["felder"]):
        text = f"{entry['pfad']}: Im Wiki fehlt, worauf verwiesen wird (Feld {', '.join(lost)})."
        _note(report, text)
    revision = page.save_revision(clean=False)
    if entry.get("live") and not entry.get("geschuetzt"):
        revision.publish()
    elif entry.get("geschuetzt"):
        _note(report, f"{entry['pfad']}: war geschützt und ist jetzt ein Entwurf.")
    _set_times(page, entry.get("zeiten") or {})
    _count(report, unfinished)


def _same(a: dict[str, Any], b: dict[str, Any]) -> bool:
    return a["felder"] == b["felder"] and a["live"] == b.get("live")


def _lost_fields(found: dict[str, Any], wanted: dict[str, Any]) -> list[str]:
    """Names of fields that do not hold what they should: images and documents are not in the
    export, and a page that was linked may not be either."""
    return [name for name, value in wanted.items() if name in found and found[name] != value]


def _set_fields(
    page: Any, fields: dict[str, Any], paths: dict[str, int], *, plain_only: bool
) -> None:
    for name in PAGE_FIELDS:
        if name in fields:
            setattr(page, name, fields[name])
    for field in stored_fields(type(page)):
        if field.name in fields:
            _set_field(page, field, fields[field.name], paths, plain_only)
    if plain_only:
        return
    for relation in own_relations(type(page)):
        name = relation.get_accessor_name()
        if name in fields:
            setattr(page, name, _rows(relation.related_model, fields[name], paths))


def _rows(model: Any, entries: Iterable[dict[str, Any]], paths: dict[str, int]) -> list[Any]:
    rows = []
    for number, entry in enumerate(entries):
        row = model()
        if hasattr(row, "sort_order"):
            row.sort_order = number
        for field in stored_fields(model):
            if field.name in entry:
                _set_field(row, field, entry[field.name], paths, plain_only=False)
        rows.append(row)
    return rows


def _set_field(
    instance: Any, field: Any, value: Any, paths: dict[str, int], plain_only: bool
) -> None:
    if isinstance(field, TaggableManager):
        if not plain_only:
            getattr(instance, field.name).set(value)
    elif isinstance(field, ParentalManyToManyField):
        if not plain_only:
            setattr(instance, field.name, _named(field.related_model, value, paths))
    elif field.is_relation:
        if not plain_only or not field.null:
            found = _named(field.related_model, [value] if value else [], paths)
            setattr(instance, field.name, found[0] if found else None)
    elif isinstance(field, StreamField):
        if not plain_only:
            setattr(instance, field.name, _stream(field.stream_block, value, paths))
    else:
        setattr(instance, field.name, _value(field, value, paths))


def _named(model: Any, values: Iterable[str], paths: dict[str, int]) -> list[Any]:
    if issubclass(model, Page):
        return list(model.objects.filter(pk__in=[paths[v] for v in values if v in paths]))
    key = "slug" if any(f.name == "slug" for f in model._meta.get_fields()) else "title"
    return list(model.objects.filter(**{f"{key}__in": list(values)}))


def _stream(block: Any, raw: Any, paths: dict[str, int]) -> Any:
    numbers = _Numbering(paths)
    known = [entry for entry in raw if entry.get("type") in block.child_blocks]
    mapped = (map_block(entry, block.child_blocks[entry["type"]], numbers) for entry in known)
    return block.to_python([entry for entry in mapped if entry is not None])


class _Numbering:
    """Names -> numbers of this wiki."""

    def __init__(self, paths: dict[str, int]) -> None:
        self._paths = paths

    def page(self, path: Any) -> int | None:
        return self._paths.get(path)

    def image(self, title: Any) -> int | None:
        return _pk(get_image_model(), title)

    def document(self, title: Any) -> int | None:
        return _pk(get_document_model(), title)

    def html(self, text: str) -> str:
        return _numbered_html(text, self._paths)


def _pk(model: Any, title: Any) -> int | None:
    return model.objects.filter(title=title).values_list("pk", flat=True).first()


def _numbered_html(text: str, paths: dict[str, int]) -> str:
    def number(match: re.Match[str]) -> str:
        page_id = paths.get(unescape(match[1]))
        return f'id="{page_id}"' if page_id else ""

    def titled(match: re.Match[str]) -> str:
        model = get_document_model() if 'linktype="document"' in text else get_image_model()
        pk = _pk(model, unescape(match[2]))
        return f'{match[1]}id="{pk}"' if pk else match[1]

    return TITLE_LINK.sub(titled, PATH_LINK.sub(number, text))


def _value(field: models.Field[Any, Any], value: Any, paths: dict[str, int]) -> Any:
    if value is None:
        return None
    if isinstance(field, models.DateTimeField):
        return parse_datetime(value)
    if isinstance(field, models.DateField):
        return parse_date(value)
    if isinstance(value, str) and "seite=" in value:
        return _numbered_html(value, paths)
    return value


def _set_times(page: Page, times: dict[str, Any]) -> None:
    """When it was published there; else everything would look new."""
    values: dict[str, date | datetime | None] = {
        name: parse_datetime(times[name]) if isinstance(times[name], str) else None
        for name in TIMES
        if name in times
    }
    if values:
        Page.objects.filter(pk=page.pk).update(**values)


def _count(report: Bericht, is_new: bool) -> None:
    if is_new:
        report.neu += 1
    else:
        report.geaendert += 1


def _note(report: Bericht, text: str) -> None:
    report.add("hinweise", [Meldung(0, "", text)])


def _wrong(report: Bericht, where: str, text: str) -> None:
    report.add("fehler", [Meldung(0, where[:120], text)])
    report.zeilen_mit_fehlern += 1
