"""Writes an `ImportedPage` as a Projektseite with a revision, as editors do.

Each page is one transaction of the caller's. New pages are drafts unless they may and shall be
published; a live page gets its change as a draft, too, so readers see nothing before somebody
has looked.
"""

import dataclasses
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Model
from django.utils.dateparse import parse_datetime
from django.utils.text import slugify
from modelcluster.models import get_all_child_relations
from wagtail.models import Page, Revision

from wiki.austausch.draft.einschaetzung import cell_with_day
from wiki.austausch.draft.paragraphs import to_text
from wiki.austausch.draft.schema import Abschnitt, ImportedPage, ImportedQuelle, Nachnutzer
from wiki.austausch.draft.stream import (
    SectionTexts,
    key_of,
    raw_sections,
    section_texts,
    stream_of,
)
from wiki.felder.felder import BY_NAME, EINSCHAETZUNG
from wiki.felder.values import missing_fields
from wiki.gemeinden.pages import kommune_ids
from wiki.models import Kommune, Nachnutzung, Projektquelle, Projektseite, Thema
from wiki.sections import UMLAUTS

from .pictures import with_stored_pictures, without_new_pictures

SLUG_LENGTH = 100


@dataclass(frozen=True)
class Written:
    """The ids of a page that was written, and of its revisions before and after."""

    page_id: int
    revision_before: int | None
    revision_after: int
    published: bool


def latest_version(page_id: int) -> Projektseite:
    """The page as its last revision has it, unpublished changes included."""
    page = Projektseite.objects.get(pk=page_id)
    return page.get_latest_revision_as_object()


def changed_fields(page: Projektseite, imported: ImportedPage) -> list[str]:
    """The labels of the fields that writing the ImportedPage would change."""
    changed = [] if imported.titel in ("", page.title) else ["Titel"]
    changed += [
        _label(name)
        for name, value in imported.felder.items()
        if _plain(getattr(page, name)) != _plain(value)
    ]
    for name, wanted in (("kommunen", imported.kommunen), ("themen", imported.themen)):
        if wanted is not None and {row.pk for row in getattr(page, name).all()} != set(wanted):
            changed.append(_label(name))
    if imported.produkte is not None and _products(page) != sorted(
        map(str.casefold, imported.produkte)
    ):
        changed.append(_label("produkte"))
    if imported.quellen is not None and _sources_of(page) != list(imported.quellen):
        changed.append(_label("quellen"))
    if imported.nachnutzungen is not None and [
        (row.kommune_id, row.jahr, row.hinweis) for row in page.nachnutzungen.all()
    ] != [(row.kommune, row.jahr, row.hinweis) for row in imported.nachnutzungen]:
        changed.append(_label("nachnutzungen"))
    return changed + _changed_sections(section_texts(page.inhalt), imported.abschnitte or ())


def _sources_of(page: Projektseite) -> list[ImportedQuelle]:
    names = [field.name for field in dataclasses.fields(ImportedQuelle)]
    return [
        ImportedQuelle(**{name: getattr(row, name) for name in names}) for row in page.quellen.all()
    ]


def _label(name: str) -> str:
    return BY_NAME[name].label if name in BY_NAME else name


def _plain(value: Any) -> Any:
    if isinstance(value, (list, tuple)):
        return sorted(value)
    if isinstance(value, str):
        return value.replace("\r\n", "\n").strip()
    return value or None if value != 0 else 0


def _products(page: Projektseite) -> list[str]:
    return sorted(tag.name.casefold() for tag in page.produkte.all())


def _changed_sections(before: SectionTexts, wanted: Sequence[Abschnitt]) -> list[str]:
    """Compares sections by their words, because a list of plain text knows no bold and no links."""
    return [
        abschnitt.ueberschrift or _label(abschnitt.art)
        for abschnitt in wanted
        if before.get(key_of(abschnitt)) != abschnitt_words(abschnitt)
    ]


def abschnitt_words(abschnitt: Abschnitt) -> str:
    words = stream_words(abschnitt.inhalt)
    dated = abschnitt.art == EINSCHAETZUNG and abschnitt.stand
    return cell_with_day(dated, words) if dated else words


def stream_words(inhalt: Iterable[tuple[str, Any]]) -> str:
    """The words of a section's text blocks; another block is named by its kind: `[tabelle]`."""
    parts = [to_text(value) if block == "text" else f"[{block}]" for block, value in inhalt]
    return "\n\n".join(filter(None, parts))


def create_page(
    imported: ImportedPage, parent: Page, slugs: Callable[[str], str], *, publish: bool, user: Any
) -> Written:
    """Creates a page below `parent`. `slugs` turns a wanted slug into one that is free."""
    page = Projektseite(title=imported.titel, live=False, owner=user)
    page.slug = slugs(imported.slug or slug_of(imported.titel))
    _fill(page, imported)
    complete = _check(page)
    parent.refresh_from_db()
    parent.add_child(instance=page)
    _keep_old_versions(page, imported)
    return _save(page, None, publish=publish and complete and not imported.luecken, user=user)


def update_page(page_id: int, imported: ImportedPage, *, publish: bool, user: Any) -> Written:
    """Changes the given fields and sections of an existing page.

    The change is published only if the page is live and nobody has a draft of it: the draft would
    go online with the import.
    """
    page = latest_version(page_id)
    publish = publish and page.live and not page.has_unpublished_changes
    before = page.latest_revision_id or _snapshot(page)
    if imported.titel:
        page.title = imported.titel
    _fill(page, imported)
    complete = _check(page)
    return _save(page, before, publish=publish and complete and not imported.luecken, user=user)


def _snapshot(page: Projektseite) -> int:
    """Saves a revision of a page that has none, so that undoing has one to go back to."""
    return page.save_revision(clean=False, changed=False).pk


def _save(page: Projektseite, before: int | None, *, publish: bool, user: Any) -> Written:
    revision = page.save_revision(user=user, clean=False)
    if publish:
        revision.publish(user=user)
    return Written(page.pk, before, revision.pk, publish)


def _fill(page: Projektseite, imported: ImportedPage) -> None:
    for name, value in imported.felder.items():
        setattr(page, name, value)
    if imported.kommunen is not None:
        page.kommunen = list(Kommune.objects.filter(pk__in=kommune_ids(imported.kommunen)))
    if imported.themen is not None:
        page.themen = list(Thema.objects.filter(pk__in=imported.themen))
    if imported.produkte is not None:
        page.produkte.set(list(imported.produkte))
    if imported.quellen is not None:
        page.quellen = _quellen(imported)
    if imported.nachnutzungen is not None:
        page.nachnutzungen = _nachnutzungen(
            replace(row, kommune=kommune_ids([row.kommune])[0]) for row in imported.nachnutzungen
        )
    if imported.abschnitte is not None:
        sections = with_stored_pictures(imported.abschnitte)
        page.inhalt = stream_of(raw_sections(page.inhalt, sections))


def _quellen(imported: ImportedPage) -> list[Projektquelle]:
    return [
        Projektquelle(sort_order=number, **dataclasses.asdict(quelle))
        for number, quelle in enumerate(imported.quellen or ())
    ]


def _nachnutzungen(rows: Iterable[Nachnutzer]) -> list[Nachnutzung]:
    return [
        Nachnutzung(sort_order=number, kommune_id=row.kommune, jahr=row.jahr, hinweis=row.hinweis)
        for number, row in enumerate(rows)
    ]


def _check(page: Projektseite) -> bool:
    """Returns whether the page could be published. Raises ValidationError for a wrong value."""
    missing = [feld.attribut for feld in missing_fields(page)]
    page.full_clean(exclude=["path", "depth", *missing])
    for relation in get_all_child_relations(type(page)):
        for row in getattr(page, relation.get_accessor_name()).all():
            row.full_clean(exclude=[relation.field.name])
    page.inhalt.stream_block.clean(page.inhalt)
    return not missing


def check_imported(imported: ImportedPage) -> str:
    """Returns the error that the wiki itself would give for a new page like this, in German; empty
    if none."""
    page = Projektseite(title=imported.titel, slug="pruefung", depth=3, path="pruefung")
    for name, value in imported.felder.items():
        setattr(page, name, value)
    given = {"title", *imported.felder}
    exclude = [field.name for field in page._meta.get_fields() if field.name not in given]
    inhalt = stream_of(raw_sections((), without_new_pictures(imported.abschnitte or ())))
    try:
        page.clean_fields(exclude=exclude)
        rows: list[Model] = [*_quellen(imported), *_nachnutzungen(imported.nachnutzungen or ())]
        for row in rows:
            row.clean_fields(exclude=["projekt", "kommune"])
        inhalt.stream_block.clean(inhalt)
    except ValidationError as error:
        return flat(error)
    return ""


def _keep_old_versions(page: Projektseite, imported: ImportedPage) -> None:
    """Saves the older versions of a wiki article with time and text, but without their authors."""
    now, wanted = page.inhalt, imported.abschnitte
    for old in imported.old_versions:
        page.inhalt = stream_of(raw_sections((), with_stored_pictures(old.abschnitte)))
        revision = page.save_revision(clean=False, changed=False)
        saved_at = parse_datetime(old.zeitpunkt)
        if isinstance(saved_at, datetime):
            Revision.objects.filter(pk=revision.pk).update(created_at=saved_at)
    if imported.old_versions:
        page.inhalt = now if wanted is not None else page.inhalt


def slug_of(title: str) -> str:
    return slugify(title.translate(UMLAUTS))[:SLUG_LENGTH].strip("-") or "projekt"


def flat(error: ValidationError) -> str:
    if hasattr(error, "error_dict"):
        return "; ".join(
            f"{_label(name)}: {' '.join(texts)}" for name, texts in error.message_dict.items()
        )
    return "; ".join(error.messages)
