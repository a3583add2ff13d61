"""Reads a JSON export into a wiki: to move to another server, or to come back after an accident.

Objects are found by Kürzel and path. One that is there and equal stays; one that differs is only
overwritten if that is forced. After an interruption it is called again and goes on.
"""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from wiki.austausch.importing.report import Bericht
from wiki.austausch.importing.running import only_run
from wiki.austausch.importing.writing import flat
from wiki.models import Kommune, Thema

from .page_fields import stored_fields
from .restoring_pages import Progress, restore_pages


def restore_snapshot(
    content: dict[str, Any], *, force: bool = False, progress: Progress = lambda _: None
) -> Bericht:
    """Writes what is new, and with `force` also what differs. Raises ImportRunning if an import
    runs."""
    report = Bericht()
    with only_run():
        _restore_snippets(content, report, force)
        restore_pages(content["seiten"], report, force, progress)
    report.ausgefuehrt = bool(report.neu or report.geaendert or not report.fehler)
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
        report.add_note(f"„{instance}“ ist im Wiki anders und wurde nicht überschrieben.")
        return
    is_new = instance is None
    instance = instance or model()
    for name, value in wanted.items():
        setattr(instance, name, value)
    try:
        instance.full_clean()
    except ValidationError as error:
        report.add_problem(str(fields.get("name", "")), flat(error))
        return
    instance.save()
    report.count_written(is_new)
