"""Fixtures -> wiki. Running it twice changes nothing; an editor's change is never written over.

Each entry is one transaction (object, published revision, `Fixturestand`), so a run that is
killed leaves whole entries only and the next run goes on where it stopped.
"""

import hashlib
import json
from collections import Counter
from collections.abc import Callable, Collection
from html import escape
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.forms.models import model_to_dict
from modelcluster.models import get_all_child_relations
from wagtail.models import Page, Site

from wiki.exceptions import FixtureInvalid
from wiki.mitmachen.seitenstand import KINDS, note_facts
from wiki.models import (
    Fixturestand,
    Kommune,
    Nachnutzung,
    Projektquelle,
    Projektseite,
    Projektverzeichnis,
    Startseite,
    Thema,
    Veranstaltung,
    Veranstaltungsquelle,
    Veranstaltungsverzeichnis,
    Verwandtschaft,
)

from .fixtures import Fixture, Fixtures, model_of
from .redirects import take_over_addresses

LISTS = ("suchwoerter", "partner", "zielgruppen", "leistungsschluessel")  # one entry a line
BESIDES = ("ueberschrift", "frage", "stand")  # what a section has beside its text
WRITTEN_BEFORE = frozenset({"slug", "inhalt", "programm"})  # by the writers, not by _set


def load(
    fixtures: Fixtures, *, force: bool = False, progress: Callable[[Fixture], None] = lambda _: None
) -> Counter[str]:
    """Write what is new or changed. Returns how many entries were `neu`, `geändert`, ..."""
    outcome: Counter[str] = Counter()
    known = {row.schluessel: row for row in Fixturestand.objects.all()}
    there = _of_all_models(fixtures)
    for fixture in fixtures:
        before = known.get(fixture.key)
        if not force and _is_unchanged(fixture, before, there[model_of(fixture)]):
            outcome["unverändert"] += 1
        else:
            outcome[_load_one(fixture, before, force)] += 1
        progress(fixture)
    return outcome


def _of_all_models(fixtures: Fixtures) -> dict[type[models.Model], set[int]]:
    """Returns the primary keys of all rows that entries could have been loaded into."""
    kinds = {model_of(fixture) for fixture in fixtures}
    return {kind: set(kind._default_manager.values_list("pk", flat=True)) for kind in kinds}


def _is_unchanged(fixture: Fixture, before: Fixturestand | None, there: Collection[int]) -> bool:
    return (
        before is not None and before.objekt_id in there and before.fixture_hash == fixture.digest()
    )


def _load_one(fixture: Fixture, before: Fixturestand | None, force: bool) -> str:
    model = model_of(fixture)
    instance = model._default_manager.filter(pk=before.objekt_id).first() if before else None
    if before and not force:
        if instance is None:
            return "vom Team gelöscht, nicht wieder angelegt"
        if _state_of(instance) != before.stand:
            return "vom Team bearbeitet, nicht überschrieben"
    with transaction.atomic():
        try:
            saved = _write(fixture, model, instance)
        except ValidationError as error:
            raise FixtureInvalid(f"{fixture.file}, {fixture.slug}: {_flat(error)}") from error
        Fixturestand.objects.update_or_create(
            schluessel=fixture.key,
            defaults={
                "fixture_hash": fixture.digest(),
                "objekt_id": saved.pk,
                "stand": _state_of(saved),
            },
        )
    return "geändert" if instance else "neu"


def _state_of(instance: models.Model) -> str:
    """Returns what tells an edited object from a loaded one."""
    if isinstance(instance, Page):
        return str(instance.latest_revision_id) if instance.live else "nicht veröffentlicht"
    fields = json.dumps(model_to_dict(instance), sort_keys=True, default=str)
    return hashlib.sha256(fields.encode()).hexdigest()


def _write(fixture: Fixture, model: type[models.Model], instance: Any) -> Any:
    instance = instance or model(slug=fixture.slug)
    writers = {
        "kommune": _write_kommune,
        "thema": _write_thema,
        "seite": _write_seite,
        "projekt": _write_projekt,
        "veranstaltung": _write_veranstaltung,
    }
    return writers[fixture.kind](instance, dict(fixture.fields))


def _write_kommune(kommune: Kommune, fields: dict[str, Any]) -> Kommune:
    kreis_ags = fields.pop("kreis_ags", None)
    fields.pop("herkunft", None)
    _set(kommune, fields)
    kommune.kreis = Kommune.objects.filter(ags=kreis_ags).first() if kreis_ags else None
    kommune.full_clean()
    kommune.save()
    return kommune


def _write_thema(thema: Thema, fields: dict[str, Any]) -> Thema:
    oberthema = fields.pop("oberthema", None)
    _set(thema, fields)
    thema.oberthema = Thema.objects.get(name=oberthema) if oberthema else None
    thema.full_clean()
    thema.save()
    return thema


def _write_seite(page: Any, fields: dict[str, Any]) -> Page:
    fields.pop("art")
    page.title = fields.pop("titel")
    _set(page, fields)
    if isinstance(page, Startseite):
        return publish_home(page)
    return _publish(page, Startseite.objects.get())


def _write_projekt(page: Projektseite, fields: dict[str, Any]) -> Projektseite:
    page.title = fields.pop("titel")
    page.inhalt = _inhalt(page, "inhalt", fields.pop("abschnitte", []))
    kommunen, themen = fields.pop("kommunen"), fields.pop("themen")
    page.kommunen = list(Kommune.objects.filter(name__in=kommunen))
    page.themen = list(Thema.objects.filter(name__in=themen))
    produkte = fields.pop("produkte", [])
    page.nachnutzungen = [
        Nachnutzung(
            sort_order=number,
            kommune=Kommune.objects.get(name=entry["kommune"]),
            jahr=entry.get("jahr"),
            hinweis=entry.get("hinweis", ""),
        )
        for number, entry in enumerate(fields.pop("nachgenutzt_von", []))
    ]
    related = Projektseite.objects.filter(slug__in=fields.pop("verwandte", []))
    page.verwandte = [Verwandtschaft(ziel=ziel) for ziel in related.order_by("slug")]
    page.quellen = _sources(Projektquelle, fields.pop("quellen", []))
    fields["kontakt_stelle"] = fields.pop("rolle", "")
    former = fields.pop("fruehere_adressen", [])
    lists = {name: "\n".join(fields.pop(name, [])) for name in LISTS}
    _set(page, fields | lists)
    page.produkte.set(produkte)
    page = _publish(page, Projektverzeichnis.objects.get())
    take_over_addresses(page, former)
    return page


def _write_veranstaltung(page: Veranstaltung, fields: dict[str, Any]) -> Veranstaltung:
    page.title = fields.pop("titel")
    page.inhalt = _inhalt(page, "inhalt", fields.pop("abschnitte", []))
    page.programm = _clean_stream(
        page, "programm", [("programmpunkt", point) for point in fields.pop("programm", [])]
    )
    kommune = fields.pop("kommune", None)
    page.kommune = Kommune.objects.get(name=kommune) if kommune else None
    projekte = Projektseite.objects.filter(slug__in=fields.pop("projekte", []))
    page.projekte = list(projekte)
    page.quellen = _sources(Veranstaltungsquelle, fields.pop("quellen", []))
    _set(page, fields)
    return _publish(page, Veranstaltungsverzeichnis.objects.get())


def _set(instance: models.Model, fields: dict[str, Any]) -> None:
    """Sets all given fields; those a fixture leaves out fall back to their default."""
    for name, value in (_defaults(type(instance)) | fields).items():
        instance._meta.get_field(name)  # FieldDoesNotExist: caught by _check_fields beforehand
        setattr(instance, name, value)


def _defaults(model: type[models.Model]) -> dict[str, Any]:
    """The values of a new object: of our own fields, not of those Wagtail keeps on every page."""
    return {
        field.attname: field.get_default()
        for field in model._meta.local_concrete_fields
        if not (field.primary_key or field.is_relation or field.name in WRITTEN_BEFORE)
    }


def _publish(page: Any, parent: Page) -> Any:
    """Creates or updates the page below `parent`, with a published revision and its history."""
    _check(page)
    if page.pk is None:
        page.live = False
        parent.refresh_from_db()
        parent.add_child(instance=page)
    page.save_revision(log_action=False).publish()
    page.refresh_from_db()
    if isinstance(page, KINDS):
        note_facts(page)
    return page


def _check(page: Any) -> None:
    """Raises ValidationError for a value of the page or of one of its rows (sources, takeovers)."""
    page.full_clean(exclude=["path", "depth"])
    for relation in get_all_child_relations(type(page)):
        for row in getattr(page, relation.get_accessor_name()).all():
            row.full_clean(exclude=[relation.field.name])


def publish_home(page: Startseite) -> Startseite:
    """Puts the home page in the place of Wagtail's welcome page."""
    root = Page.get_first_root_node()
    for welcome in Page.objects.child_of(root).filter(slug="home").exclude(pk=page.pk):
        if welcome.specific_class is Page:
            welcome.delete()
            root = Page.get_first_root_node()
    page = _publish(page, root)
    site = Site.objects.filter(is_default_site=True).first()
    site = site or Site(hostname="localhost", is_default_site=True)
    site.root_page, site.site_name = page, page.title
    site.save()
    return page


def _inhalt(page: Any, field: str, abschnitte: list[dict[str, Any]]) -> Any:
    stream: list[tuple[str, Any]] = []
    for abschnitt in abschnitte:
        content = [("text", _paragraphs(abschnitt["text"]))]
        besides = {name: abschnitt[name] for name in BESIDES if name in abschnitt}
        stream.append((abschnitt["art"], {**besides, "inhalt": content} if besides else content))
    return _clean_stream(page, field, stream)


def _clean_stream(page: Any, field: str, stream: list[tuple[str, Any]]) -> Any:
    """Validates StreamField content, which nobody else does; unknown blocks would vanish
    silently."""
    setattr(page, field, stream)
    value = getattr(page, field)
    if len(value) != len(stream):
        raise ValidationError({field: "Unbekannte Abschnittsart."})
    return value.stream_block.clean(value)


def _paragraphs(text: str) -> str:
    """Turns plain text into rich text: blank lines separate paragraphs."""
    parts = [" ".join(part.split()) for part in text.split("\n\n")]
    return "".join(f"<p>{escape(part, quote=False)}</p>" for part in parts if part)


def _sources(model: Any, quellen: list[dict[str, str]]) -> list[Any]:
    return [
        model(sort_order=number, bezeichnung=quelle.pop("titel", ""), **quelle)
        for number, quelle in enumerate(map(dict, quellen))
    ]


def _flat(error: ValidationError) -> str:
    if hasattr(error, "error_dict"):
        return "; ".join(f"{name}: {' '.join(text)}" for name, text in error.message_dict.items())
    return "; ".join(error.messages)
