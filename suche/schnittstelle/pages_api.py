"""`/api/v3/`: all kinds of pages as Wagtail's own API says them, to be read only.

Schemas, paging and names of addresses are Wagtail's, made of the `api_fields` of each kind of page;
who may read what, what a token is for and how often anybody may ask are those of `/api/v1/`. Its
own addresses are not mounted: they show drafts and titles of pages above, and change things.
"""

from typing import Any, Literal

from django.db.models import Model
from django.db.models.fields.related import ManyToManyField
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from ninja import Field, Query, Schema
from ninja.pagination import paginate
from wagtail.api.v3.pagination import WagtailLimitOffsetPagination
from wagtail.api.v3.schemas.base import build_discriminated_union
from wagtail.api.v3.schemas.generators.read import SchemaGenerator, read_generator
from wagtail.api.v3.schemas.pages import BasePageMetaSchema, BasePageSchema
from wagtail.fields import RichTextField
from wagtail.models import Page, Site, get_page_models
from wagtail.query import PageQuerySet

from wiki.platform.addresses import absolute
from wiki.visibility import each_once, visible_to, without_hidden_links

from .api import KNOWN, LESEN, MAX_ID, NOT_FOUND, SEITE
from .callers import AnonymousRate, AnybodyOrToken, TokenRate
from .description import DescribedAPI
from .problems import register_problems
from .reading import TextParser

DESCRIPTION = """Alle Arten von Seiten, wie Wagtails eigene Schnittstelle (v3) sie nennt, nur zum
Lesen und mit den Rechten, Bereichen und Grenzen von `/api/v1/`. Fragen beantwortet `/api/v1/suche`;
lange Texte stehen unter `/api/v1/seiten/{id}`."""

api = DescribedAPI(
    title="Seiten des Wissens-Wikis",
    version="3.0.0",
    description=DESCRIPTION,
    urls_namespace="wagtailapi_v3",  # where Wagtail's schemas look for the address of a page
    docs_url=None,
    auth=AnybodyOrToken(),
    throttle=[AnonymousRate(), TokenRate()],
    parser=TextParser(),
)
register_problems(api)


class Seitenkopf(BasePageMetaSchema):
    """Without what Wagtail says of the page above and of the one that an alias repeats: they may be
    hidden when this one is not."""

    @staticmethod
    def resolve_html_url(obj: Any, context: Any) -> str:
        return absolute(obj.get_url())

    @staticmethod
    def resolve_detail_url(obj: Any, context: Any) -> str:
        return absolute(reverse("wagtailapi_v3:detail_page", args=[obj.pk]))


class Seite(BasePageSchema):
    meta: Seitenkopf


def _rich_text(_: SchemaGenerator, field: Any) -> Any:
    """Returns a rich text as Wagtail stores it, without links to what the caller may not see."""

    def resolve(obj: Any, context: Any) -> str:
        return without_hidden_links(getattr(obj, field.name) or "", context["request"])

    return str, "", staticmethod(resolve)


def _several(generator: SchemaGenerator, field: Any) -> Any:
    """Snippets with their own `api_fields`."""
    one: Any = generator.get_reverse_related_schema(field.related_model)

    def resolve(obj: Any) -> list[Any]:
        return list(getattr(obj, field.name).all())

    return list[one], [], staticmethod(resolve)


GENERATOR = SchemaGenerator()
GENERATOR.field_schemas |= read_generator.field_schemas
GENERATOR.register_field_schema(RichTextField, _rich_text)
GENERATOR.register_field_schema(ManyToManyField, _several)
MODELS: dict[str, type[Model]] = {model._meta.label: model for model in get_page_models()}
DETAIL: Any = build_discriminated_union(
    list(MODELS.values()), lambda model: GENERATOR.generate_schema(model, base_class=Seite)
)
ART: Any = Literal[tuple(MODELS)]


class Seitenfilter(Schema):
    type: list[ART] = []
    child_of: int | None = Field(None, ge=1, le=MAX_ID)


class Abschnittweise(WagtailLimitOffsetPagination):
    """Wagtail's, but for places that the database cannot count to."""

    class Input(WagtailLimitOffsetPagination.Input):
        offset: int = Field(0, ge=0, le=MAX_ID)


FILTER: Any = Query(...)
PFAD: Any = Query(
    ...,
    description="Adresse der Seite hinter dem Rechnernamen.",
    max_length=1000,
    pattern=r"^[^\x00]*$",  # which the database cannot read
)


@api.get(
    "/pages/",
    **LESEN,
    response={200: list[Seite], **NOT_FOUND},
    summary="Alle Seiten, die der Aufrufer lesen darf",
    url_name="list_pages",
)
@KNOWN
@paginate(Abschnittweise)
def pages(request: HttpRequest, filters: Seitenfilter = FILTER) -> Any:
    found = each_once(_readable(request)).order_by("pk").select_related("content_type", "locale")
    if filters.type:
        found = found.type(*(MODELS[name] for name in filters.type))
    if filters.child_of is not None:
        above = get_object_or_404(_readable(request), pk=filters.child_of)
        found = found.child_of(above)
    return found


@api.get(
    "/pages/find/",
    **LESEN,
    response={302: None, **NOT_FOUND},
    summary="Führt zu der Seite mit dieser Adresse",
    url_name="find_page",
)
def page_at(request: HttpRequest, html_path: str = PFAD) -> HttpResponse:
    root = Site.find_for_request(request).root_page
    path = f"{root.url_path}{html_path.strip('/')}/".replace("//", "/")
    found = get_object_or_404(_readable(request), url_path=path)
    return redirect("wagtailapi_v3:detail_page", page_id=found.pk)


@api.get(
    "/pages/{page_id}/",
    **LESEN,
    response={200: DETAIL, **NOT_FOUND},
    summary="Eine Seite mit ihren Angaben",
    url_name="detail_page",
)
@KNOWN
def page(request: HttpRequest, page_id: int = SEITE) -> Any:
    return get_object_or_404(_readable(request), pk=page_id).specific


def _readable(request: HttpRequest) -> "PageQuerySet[Page]":
    """Returns the pages of the site that the caller may read, without the root of the tree and the
    bin beside it."""
    root = Site.find_for_request(request).root_page
    return visible_to(Page.objects.descendant_of(root, inclusive=True), request)
