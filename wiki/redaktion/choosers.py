"""Wagtail's choosers and its explorer, narrowed to what their user may see.

Wagtail shows a page's children by the rules of the hook `choosable_pages`, but opens at any page
whose number somebody guesses, names its draft title, and completes tags that only hidden pages use.
"""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_safe
from taggit.models import Tag
from wagtail.admin.auth import require_admin_access
from wagtail.admin.views import chooser
from wagtail.admin.viewsets.pages import page_viewset_registry
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.models import Page
from wagtail.query import PageQuerySet

from wiki.models import Projektseite
from wiki.models.projektseite import ProduktTag
from wiki.visibility import visible_documents

from .rollen.rechte import choosable_pages, page_policy

TAGS_OFFERED = 10
# As Wagtail's own addresses call them: the view alone has neither links nor boxes to tick.
_EXPLORER, _RESULTS = (
    page_viewset_registry.as_view(name, parent_page_id_kwarg="parent_page_id")
    for name in ("index", "index_results")
)


def allowed_pages(request: HttpRequest) -> "PageQuerySet[Page]":
    return choosable_pages(Page.objects.all(), request)


class _TitleColumn(chooser.PageTitleColumn):
    """Names a page as its readers know it; the title of a draft only to those who may edit it."""

    def get_cell_context_data(self, instance: Any, parent_context: Any) -> Any:
        request = parent_context["request"]
        if not page_policy().explorable_instances(request.user).filter(pk=instance.pk).exists():
            instance.draft_title = instance.title
        return super().get_cell_context_data(instance, parent_context)


class _ParentColumn(chooser.ParentPageColumn):
    """Names the page above, unless it is hidden."""

    def get_cell_context_data(self, instance: Any, parent_context: Any) -> Any:
        context = super().get_cell_context_data(instance, parent_context)
        parent = context["value"]
        if parent and not allowed_pages(parent_context["request"]).filter(pk=parent.pk).exists():
            context["value"] = None
        return context


def _narrowed(columns: list[Any]) -> list[Any]:
    """Wagtail's columns, of which those with titles are ours."""
    ours = {chooser.PageTitleColumn: _TitleColumn, chooser.ParentPageColumn: _ParentColumn}
    for column in columns:
        column.__class__ = ours.get(type(column), type(column))
    return columns


class BrowsePagesView(chooser.BrowseView):
    """Opens at the top of the tree in the place of a page that its user may not see."""

    @property
    def columns(self) -> list[Any]:
        return _narrowed(super().columns)

    def get(self, request: HttpRequest, parent_page_id: int | None = None) -> HttpResponse:
        if parent_page_id and not _may_open(request, parent_page_id):
            parent_page_id = Page.get_first_root_node().pk
        response: HttpResponse = super().get(request, parent_page_id)
        return response


def _may_open(request: HttpRequest, page_id: int) -> bool:
    """Whether the user may see the page and, in the breadcrumbs, all pages above it."""
    page = Page.objects.filter(pk=page_id).first()
    if page is None:
        return False
    way = page.get_ancestors(inclusive=True).filter(depth__gt=1)
    return not way.exclude(pk__in=allowed_pages(request).order_by().values("pk")).exists()


def explore(request: HttpRequest, parent_page_id: int, results_only: bool = False) -> HttpResponse:
    """Wagtail's list of the pages below one; in the place of a hidden one the top of the tree."""
    if not _may_open(request, parent_page_id):
        return redirect("wagtailadmin_explore_root")
    view = _RESULTS if results_only else _EXPLORER
    response: HttpResponse = view(request, parent_page_id=parent_page_id)
    return response


class SearchPagesView(chooser.SearchView):
    @property
    def columns(self) -> list[Any]:
        return _narrowed(super().columns)


class ChosenPagesView(chooser.ChosenMultipleView):
    """Answers for the pages that its user may choose, with the titles their readers know."""

    def get(self, request: HttpRequest) -> HttpResponse:
        asked = [int(pk) for pk in request.GET.getlist("id") if pk.isdecimal() and len(pk) < 10]
        pages = allowed_pages(request).filter(pk__in=asked, depth__gt=1)
        query = request.GET.copy()
        query.setlist("id", [str(pk) for pk in pages.values_list("pk", flat=True)])
        request.GET = query  # type: ignore[assignment]
        response: HttpResponse = super().get(request)
        return response

    def render_chosen_response(self, result: list[dict[str, Any]]) -> HttpResponse:
        chosen = [_as_readers_know_it(entry, self.request) for entry in result]
        response: HttpResponse = super().render_chosen_response(chosen)
        return response


class LinkView(chooser.ExternalLinkView):
    """A pasted address of this wiki becomes a link to its page, unless the page is hidden."""

    def post(self, request: HttpRequest) -> HttpResponse:
        """Wagtail's form trips over a field that is not there at all."""
        data = request.POST.copy()
        data.setdefault(f"{self.form_prefix}-{self.link_url_field_name}", "")
        request.POST = data  # type: ignore[assignment]
        response: HttpResponse = super().post(request)
        return response

    def render_chosen_response(self, result: dict[str, Any]) -> HttpResponse:
        if "id" in result:
            if allowed_pages(self.request).filter(pk=result["id"]).exists():
                result = _as_readers_know_it(result, self.request)
            else:
                result = self.get_result_data()
        response: HttpResponse = super().render_chosen_response(result)
        return response


def _as_readers_know_it(entry: dict[str, Any], request: HttpRequest) -> dict[str, Any]:
    if page_policy().explorable_instances(request.user).filter(pk=entry["id"]).exists():
        return entry
    title = Page.objects.values_list("title", flat=True).get(pk=entry["id"])
    return entry | {"adminTitle": title}


@require_safe
def tags(request: HttpRequest, app_name: str = "", model_name: str = "") -> HttpResponse:
    """Completes tags, of those that stand on something the user may see."""
    if (app_name, model_name) not in {("", ""), ("taggit", "tag")}:
        raise Http404
    term = request.GET.get("term", "").replace("\0", "").strip()
    found = Tag.objects.filter(name__istartswith=term, pk__in=_seen_tags(request))
    names = found.order_by("name").values_list("name", flat=True) if term else []
    return JsonResponse(list(names[:TAGS_OFFERED]), safe=False)


def _seen_tags(request: HttpRequest) -> set[int]:
    pages = choosable_pages(Projektseite.objects.all(), request)
    on_pages = ProduktTag.objects.filter(content_object__in=pages.order_by())
    seen = set(on_pages.values_list("tag_id", flat=True))
    for model in (get_image_model(), get_document_model()):
        files = visible_documents(model.objects.all(), request)
        seen |= set(files.exclude(tags=None).values_list("tags", flat=True))
    return seen


explore_pages = require_admin_access(explore)
browse_pages = require_admin_access(BrowsePagesView.as_view())
search_pages = require_admin_access(SearchPagesView.as_view())
chosen_pages = require_admin_access(ChosenPagesView.as_view())
external_link = require_admin_access(LinkView.as_view())
tag_autocomplete = require_admin_access(tags)
