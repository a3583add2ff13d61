"""Reads the pages of a JSON export into this wiki.

First all pages are created as drafts without links to others, then they get their links and are
published. An entry that does not fit leaves nothing behind and is named in the report.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.core.exceptions import ValidationError
from django.db import DataError, IntegrityError, transaction
from wagtail.models import Page

from wiki.austausch.importing.report import Bericht
from wiki.austausch.importing.writing import flat
from wiki.loading.loading import publish_home
from wiki.models import Startseite

from .page_fields import own_relations
from .portable import tree_path
from .restoring_fields import set_fields, set_times
from .snapshot import PAGE_TYPES, page_entry
from .snapshot_file import problem_of

Progress = Callable[[int], object]
PageEntry = Mapping[str, Any]
# What a file that somebody has written by hand can lead to; nobody checks each field's type before.
MISFITS = (
    ValidationError,
    DataError,
    IntegrityError,
    AttributeError,
    KeyError,
    TypeError,
    ValueError,
)
DOES_NOT_FIT = "Ein Feld passt nicht."


class Misplaced(Exception):
    """Raised when there is no place for the page in the tree. The text says why, in German."""


@dataclass
class Restoring:
    """The state while pages are read. `paths` maps the path of each page to its id, `names` ids to
    paths; `new` holds the paths of pages that this run has created."""

    report: Bericht
    force: bool
    paths: dict[str, int] = field(default_factory=dict)
    names: dict[int, str] = field(default_factory=dict)
    new: set[str] = field(default_factory=set)


def restore_pages(
    entries: Sequence[PageEntry], report: Bericht, force: bool, progress: Progress
) -> None:
    restoring = Restoring(report, force)
    restoring.paths = {tree_path(page): page.pk for page in Page.objects.filter(depth__gt=1)}
    ordered = sorted(entries, key=lambda entry: str(entry.get("pfad", "")).count("/"))
    valid = _valid_entries(ordered, report)
    for entry in valid:
        if entry["pfad"] not in restoring.paths:
            _try(_create_bare, entry, restoring)
        progress(1)
    restoring.names = {pk: path for path, pk in restoring.paths.items()}
    for entry in valid:
        if entry["pfad"] in restoring.paths and not _try(_complete, entry, restoring):
            _drop_unfinished(entry, restoring)
        progress(1)


def _valid_entries(entries: Sequence[PageEntry], report: Bericht) -> list[PageEntry]:
    """Returns the entries of the right form, and names the others in the report."""
    valid: dict[str, PageEntry] = {}
    for number, entry in enumerate(entries, 1):
        report.zeilen += 1
        path = entry.get("pfad", f"Seite {number}")
        problem = problem_of(entry)
        if not problem and path in valid:
            problem = "Der Pfad steht zweimal in der Datei."
        if problem:
            report.add_problem(str(path), problem)
        else:
            valid[path] = entry
    return list(valid.values())


def _try(
    step: Callable[[PageEntry, Restoring], None], entry: PageEntry, restoring: Restoring
) -> bool:
    """Runs a step for an entry and returns whether it worked. If not, nothing of the step remains,
    and the report says why."""
    try:
        with transaction.atomic():
            step(entry, restoring)
    except Misplaced as error:
        restoring.report.add_problem(entry["pfad"], str(error))
    except MISFITS as error:
        text = flat(error) if isinstance(error, ValidationError) else DOES_NOT_FIT
        restoring.report.add_problem(entry["pfad"], text)
    else:
        return True
    return False


def _create_bare(entry: PageEntry, restoring: Restoring) -> None:
    model: Any = PAGE_TYPES[entry["art"]]
    page = model(live=False)
    set_fields(page, entry["felder"], {}, plain_only=True)
    if model is Startseite:
        _create_home(page)
    else:
        above = entry["pfad"].rstrip("/").rpartition("/")[0] + "/"
        if above not in restoring.paths:
            raise Misplaced("Die Seite darüber gibt es nicht.")
        Page.objects.get(pk=restoring.paths[above]).specific.add_child(instance=page)
    restoring.paths[entry["pfad"]] = page.pk
    restoring.new.add(entry["pfad"])


def _create_home(page: Any) -> None:
    """Creates the Startseite, unless there is one: a second would take the place of the first."""
    if other := Startseite.objects.first():
        raise Misplaced(f"Das Wiki hat schon eine Startseite ({tree_path(other)}).")
    publish_home(page)


def _complete(entry: PageEntry, restoring: Restoring) -> None:
    page: Any = Page.objects.get(pk=restoring.paths[entry["pfad"]]).specific
    same = _same(page_entry(page, restoring.names), entry)
    is_new = entry["pfad"] in restoring.new or (page.latest_revision_id is None and not same)
    if is_new or (restoring.force and not same):
        _write(page, entry, restoring)
        restoring.report.count_written(is_new)
        return
    restoring.report.unveraendert += 1
    if not same:
        restoring.report.add_note(f"{entry['pfad']}: im Wiki anders und nicht überschrieben.")


def _write(page: Any, entry: PageEntry, restoring: Restoring) -> None:
    set_fields(page, entry["felder"], restoring.paths, plain_only=False)
    for relation in own_relations(type(page)):
        for row in getattr(page, relation.get_accessor_name()).all():
            row.full_clean(exclude=[relation.field.name])
    lost = _lost_fields(page_entry(page, restoring.names)["felder"], entry["felder"])
    revision = page.save_revision(clean=False)
    if entry.get("live") and not entry.get("geschuetzt"):
        revision.publish()
    set_times(page, entry.get("zeiten") or {})
    if lost:
        text = "Im Wiki fehlt, worauf verwiesen wird, oder der Wert ist keiner"
        restoring.report.add_note(f"{entry['pfad']}: {text} (Feld {', '.join(lost)}).")
    if entry.get("geschuetzt"):
        restoring.report.add_note(f"{entry['pfad']}: war geschützt und ist jetzt ein Entwurf.")


def _same(a: PageEntry, b: PageEntry) -> bool:
    return bool(a["felder"] == b["felder"] and a["live"] == b.get("live"))


def _lost_fields(found: Mapping[str, Any], wanted: Mapping[str, Any]) -> list[str]:
    """Returns the names of fields that do not hold what the entry wants. Images and documents are
    not in the export, and a page that it links to may not be in it either."""
    return [name for name, value in wanted.items() if name in found and found[name] != value]


def _drop_unfinished(entry: PageEntry, restoring: Restoring) -> None:
    """Deletes a new page that could not be completed. One with pages below it stays as a draft."""
    page = Page.objects.get(pk=restoring.paths[entry["pfad"]])
    if entry["pfad"] in restoring.new and not page.get_children().exists():
        page.specific.delete()
