"""A JSON export -> a wiki: for moving to another server, or back after an accident.

Objects are found by Kürzel and path. What is there and the same stays; what is there and differs
is left alone unless it is forced. Broken off, it is called again and goes on.
"""

from collections.abc import Callable
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from wagtail.models import Page

from wiki.loading import publish_home
from wiki.models import Kommune, Startseite, Thema

from .page_fields import stored_fields
from .portable import path_of
from .report import Bericht
from .restoring_fields import set_fields, set_times
from .running import only_run
from .schema import Meldung
from .snapshot import PAGE_TYPES, page_entry
from .snapshot_file import problem_of
from .writing import flat

Progress = Callable[[int], object]


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
        problem = problem_of(entry)
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
        if not problem_of(entry) and entry["pfad"] in paths:
            with transaction.atomic():
                _complete(entry, paths, names, report, entry["pfad"] in new, force)
        progress(1)


def _create_bare(entry: dict[str, Any], paths: dict[str, int], report: Bericht) -> int | None:
    model: Any = PAGE_TYPES[entry["art"]]
    page = model(live=False)
    set_fields(page, entry["felder"], {}, plain_only=True)
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
    set_fields(page, entry["felder"], paths, plain_only=False)
    if lost := _lost_fields(page_entry(page, names)["felder"], entry["felder"]):
        text = f"{entry['pfad']}: Im Wiki fehlt, worauf verwiesen wird (Feld {', '.join(lost)})."
        _note(report, text)
    revision = page.save_revision(clean=False)
    if entry.get("live") and not entry.get("geschuetzt"):
        revision.publish()
    elif entry.get("geschuetzt"):
        _note(report, f"{entry['pfad']}: war geschützt und ist jetzt ein Entwurf.")
    set_times(page, entry.get("zeiten") or {})
    _count(report, unfinished)


def _same(a: dict[str, Any], b: dict[str, Any]) -> bool:
    return a["felder"] == b["felder"] and a["live"] == b.get("live")


def _lost_fields(found: dict[str, Any], wanted: dict[str, Any]) -> list[str]:
    """Names of fields that do not hold what they should: images and documents are not in the
    export, and a page that was linked may not be either."""
    return [name for name, value in wanted.items() if name in found and found[name] != value]


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
