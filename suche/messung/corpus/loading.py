"""Articles -> rows, by COPY: no signals, no revisions, nobody is told. Only for a database of its
own."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, datetime, timedelta
from html import escape
from itertools import islice
from typing import Any
from uuid import UUID, uuid5

from django.contrib.contenttypes.models import ContentType
from django.core.management.color import no_style
from django.db import connection, models, transaction
from django.db.models import Max
from pgvector.django import HalfVectorField
from psycopg.types.json import Jsonb
from taggit.models import Tag
from wagtail.fields import StreamField
from wagtail.models import Page

from wiki.fakten.codes import KommuneTyp
from wiki.models import (
    Gemeinde,
    Kommune,
    Nachnutzung,
    ProduktTag,
    Projektquelle,
    Projektseite,
    Projektverzeichnis,
    Seitenstand,
    Thema,
)

from .writing import ComposedArticle

ROWS_AT_ONCE = 5_000
EPOCH = datetime(2024, 1, 1, tzinfo=UTC)
NAMESPACE = UUID("5b1c6a52-3f1c-4f0e-9a8a-1f2d0a6f7c11")
PER_KOMMUNE = 3  # projects, about: how many Kommunen a corpus names

Row = Mapping[str, Any]


def add_kommunen(projects: int) -> list[tuple[int, str]]:
    """Municipalities of the register become Kommunen, the largest first, until there are enough for
    so many projects. Returns (id, name), the most frequent first."""
    known = set(Kommune.objects.values_list("name", flat=True))
    missing = max(projects // PER_KOMMUNE - len(known), 0)
    register = Gemeinde.objects.filter(aufgeloest=False).exclude(typ=KommuneTyp.LANDKREIS)
    new: dict[str, Kommune] = {}
    for gemeinde in register.order_by(models.F("einwohner").desc(nulls_last=True), "pk"):
        if len(new) == missing:
            break
        if gemeinde.name not in known and gemeinde.name not in new:
            new[gemeinde.name] = _kommune(gemeinde)
    Kommune.objects.bulk_create(new.values(), batch_size=ROWS_AT_ONCE)
    largest = Kommune.objects.exclude(typ=KommuneTyp.LAND)
    ordered = largest.order_by(models.F("einwohner").desc(nulls_last=True), "pk")
    return list(ordered.values_list("pk", "name"))


def _kommune(gemeinde: Gemeinde) -> Kommune:
    return Kommune(
        name=gemeinde.name,
        slug=f"gemeinde-{gemeinde.schluessel}",
        typ=gemeinde.typ,
        land=gemeinde.land,
        ags=gemeinde.ags,
        regionalschluessel=gemeinde.schluessel,
        einwohner=gemeinde.einwohner,
        lat=gemeinde.lat,
        lon=gemeinde.lon,
    )


@transaction.atomic
def load_articles(articles: Iterable[ComposedArticle], kommunen: list[int]) -> int:
    """Writes the articles below the Projektverzeichnis; returns how many. `kommunen`: ids in the
    order of the writer's places."""
    parent = Projektverzeichnis.objects.get()
    first = (Page.objects.aggregate(last=Max("pk"))["last"] or 0) + 1
    waiting, written = iter(articles), 0
    while batch := list(islice(waiting, ROWS_AT_ONCE)):
        _load(batch, parent, first, kommunen)
        written += len(batch)
    Page.objects.filter(pk=parent.pk).update(numchild=models.F("numchild") + written)
    with connection.cursor() as cursor:
        for statement in connection.ops.sequence_reset_sql(no_style(), [Page]):
            cursor.execute(statement)
    return written


def _load(batch: list[ComposedArticle], parent: Page, first: int, kommunen: list[int]) -> None:
    themen = dict(Thema.objects.values_list("slug", "pk"))
    tags = _tags({name for article in batch for name in article.produkte})
    rows: dict[Any, list[Row]] = {}
    for article in batch:
        pk = first + article.number
        rows.setdefault(Page, []).append(_page(article, pk, parent))
        rows.setdefault(Projektseite, []).append(_projekt(article, pk))
        rows.setdefault(Seitenstand, []).append(_seitenstand(article, pk))
        for model, found in _related(article, pk, kommunen, themen, tags):
            rows.setdefault(model, []).append(found)
    for model, of_model in rows.items():
        copy_rows(model, of_model)


def _page(article: ComposedArticle, pk: int, parent: Page) -> Row:
    at = EPOCH + timedelta(minutes=article.number)
    slug = f"korpus-{article.number}"
    return {
        "id": pk,
        "path": Page._get_path(parent.path, parent.depth + 1, parent.numchild + article.number + 1),
        "depth": parent.depth + 1,
        "numchild": 0,
        "translation_key": uuid5(NAMESPACE, slug),
        "locale_id": parent.locale_id,
        "live": article.live,
        "first_published_at": at if article.live else None,
        "last_published_at": at if article.live else None,
        "latest_revision_created_at": at,
        "title": article.title,
        "draft_title": article.title,
        "slug": slug,
        "content_type_id": ContentType.objects.get_for_model(Projektseite).pk,
        "url_path": f"{parent.url_path}{slug}/",
    }


def _projekt(article: ComposedArticle, pk: int) -> Row:
    blocks = [
        _block(
            f"{article.number}-{kind}", kind, [_block(f"{article.number}-{kind}-t", "text", html)]
        )
        for kind, html in ((kind, _html(texts)) for kind, texts in article.sections)
    ]
    return {**article.fields, "page_ptr_id": pk, "inhalt": blocks}


def _block(key: str, kind: str, value: Any) -> dict[str, Any]:
    return {"id": str(uuid5(NAMESPACE, key)), "type": kind, "value": value}


def _html(paragraphs: Iterable[str]) -> str:
    return "".join(f"<p>{escape(text, quote=False)}</p>" for text in paragraphs)


def _seitenstand(article: ComposedArticle, pk: int) -> Row:
    day = (EPOCH + timedelta(minutes=article.number)).date().isoformat()
    return {"seite_id": pk, "neu_seit": day, "geaendert": day, "gesagt": ""}


def _related(
    article: ComposedArticle,
    pk: int,
    kommunen: list[int],
    themen: dict[str, int],
    tags: dict[str, int],
) -> Iterator[tuple[Any, Row]]:
    through = {"kommune": Projektseite.kommunen.through, "thema": Projektseite.themen.through}
    for place in article.kommunen:
        yield through["kommune"], {"projektseite_id": pk, "kommune_id": kommunen[place]}
    for thema in article.themen:
        yield through["thema"], {"projektseite_id": pk, "thema_id": themen[thema]}
    for produkt in article.produkte:
        yield ProduktTag, {"content_object_id": pk, "tag_id": tags[produkt]}
    for place in article.nachnutzungen:
        yield Nachnutzung, {"projekt_id": pk, "kommune_id": kommunen[place], "sort_order": 0}
    for number in range(article.sources):
        source = f"https://example.org/{article.number}/{number}"
        yield (
            Projektquelle,
            {
                "projekt_id": pk,
                "sort_order": number,
                "bezeichnung": "Pressemitteilung",
                "url": source,
            },
        )


def _tags(names: Iterable[str]) -> dict[str, int]:
    wanted = [Tag(name=name, slug=f"korpus-{name.lower()}") for name in sorted(names)]
    Tag.objects.bulk_create(wanted, ignore_conflicts=True)
    return dict(Tag.objects.filter(name__in=[tag.name for tag in wanted]).values_list("name", "pk"))


def copy_rows(model: Any, rows: Iterable[Row]) -> None:
    """Writes rows by COPY; columns that a row does not name get the default of their field."""
    fields = [f for f in model._meta.local_concrete_fields if not _is_given_out(f, rows)]
    names = ", ".join(connection.ops.quote_name(field.column) for field in fields)
    table = connection.ops.quote_name(model._meta.db_table)
    with (
        connection.cursor() as cursor,
        cursor.copy(f"COPY {table} ({names}) FROM STDIN") as copy,
    ):
        for row in rows:
            copy.write_row([_stored(field, row) for field in fields])


def _is_given_out(field: Any, rows: Iterable[Row]) -> bool:
    """Whether the database numbers the rows."""
    return isinstance(field, models.AutoField) and not any(field.column in row for row in rows)


def _stored(field: Any, row: Row) -> Any:
    value = row[field.column] if field.column in row else field.get_default()
    if isinstance(field, StreamField):
        return Jsonb(value)
    if isinstance(field, HalfVectorField):
        return str(value)  # a list of short numbers is written as the database reads it
    return field.get_db_prep_save(value, connection)
