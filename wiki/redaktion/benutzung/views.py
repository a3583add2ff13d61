"""The pages "Benutzung" and "Umhängen" of a Kommune, a Thema or a tag."""

from typing import Any

from django import forms
from django.core.exceptions import PermissionDenied
from django.db.models import Model
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from wagtail.admin import messages
from wagtail.admin.admin_url_finder import AdminURLFinder
from wagtail.admin.ui import tables
from wagtail.admin.ui.side_panels import StatusSidePanel
from wagtail.admin.widgets.button import Button
from wagtail.models import Page
from wagtail.permissions import policy_registry
from wagtail.snippets.views import snippets

from wiki.redaktion.papierkorb.bin import bin_paths, is_in_bin
from wiki.redaktion.papierkorb.rights import entries_for
from wiki.redaktion.ruecknahme.views import offer_undo
from wiki.sorting import sort_key

from .addresses import lead_renamed
from .obstacles import ReassigningForbidden, check
from .reassigning import reassign
from .uses import Benutzung, pages_in, uses_of

SHOWN = 10  # titles of one kind


class ZielForm(forms.Form):
    """What all who use it shall use instead."""

    ziel: Any = forms.ModelChoiceField(
        queryset=None, label="Umhängen auf", empty_label="Bitte wählen"
    )

    def __init__(self, source: Any, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        others = type(source)._default_manager.exclude(pk=source.pk)
        in_order = sorted(others, key=lambda one: sort_key(str(one)))
        field: Any = self.fields["ziel"]
        field.queryset = others
        field.choices = [("", "Bitte wählen"), *((one.pk, str(one)) for one in in_order)]


def reassign_view(request: HttpRequest, pk: int, model: type[Model]) -> HttpResponse:
    """Shows what would change; a POST changes it."""
    source = get_object_or_404(model, pk=pk)
    if not policy_registry.get_by_type(model).user_has_permission(request.user, "change"):
        raise PermissionDenied
    if request.method == "POST":
        return _changed(request, source)
    form = ZielForm(source, request.GET if "ziel" in request.GET else None)
    target = form.cleaned_data["ziel"] if form.is_bound and form.is_valid() else None
    return _page(request, source, form, target)


def _changed(request: HttpRequest, source: Any) -> HttpResponse:
    form = ZielForm(source, request.POST)
    if not form.is_valid():
        return _page(request, source, form, None)
    target, dissolve = form.cleaned_data["ziel"], "aufloesen" in request.POST
    try:
        change = reassign(source, target, request.user, dissolve=dissolve)
    except ReassigningForbidden as error:
        messages.error(request, str(error))
        return _page(request, source, form, target)
    offer_undo(request, change)
    return redirect(source.snippet_viewset.get_url_name("list"))


def _page(request: HttpRequest, source: Any, form: ZielForm, target: Any) -> HttpResponse:
    uses = uses_of(source)
    context = {
        "quelle": source,
        "art": source._meta.verbose_name,
        "form": form,
        "ziel": target,
        "arten": [_shown(use, request.user) for use in uses],
        "anzahl": ", ".join(map(str, uses)),
        "hindernisse": _obstacles(source, target, uses, request.user) if target else {},
        "breadcrumbs_items": _way(source),
        "header_icon": "resubmit",
        "header_title": f"Umhängen: {source}",
    }
    return render(request, "wiki/redaktion/benutzung/umhaengen.html", context)


def _obstacles(source: Any, target: Any, uses: list[Benutzung], user: Any) -> dict[str, str]:
    """Why the two buttons do not work; empty where they do."""
    found = {}
    for name, dissolve in (("umhaengen", False), ("aufloesen", True)):
        try:
            check(source, target, uses, user, dissolve=dissolve)
        except ReassigningForbidden as error:
            found[name] = str(error)
    return found


def _shown(use: Benutzung, user: Any) -> dict[str, Any]:
    """The first titles; of what the user may not open no title."""
    rows = _rows([use], user)
    named = [row for row in rows if row["url"]][:SHOWN]
    return {"text": str(use), "zeilen": named, "weitere": len(rows) - len(named)}


def _rows(uses: list[Benutzung], user: Any) -> list[dict[str, Any]]:
    """Title, kind and address of each; no address where the user may not go."""
    finder = AdminURLFinder(user)
    in_bin = set(entries_for(user).values_list("seite", flat=True)) if _lies_in_bin(uses) else set()
    return [_row(one, use, finder, in_bin) for use in uses for one in use.objekte]


def _lies_in_bin(uses: list[Benutzung]) -> bool:
    bins = bin_paths()
    return any(is_in_bin(page, bins) for page in pages_in(uses).values())


def _row(one: Model, use: Benutzung, finder: Any, in_bin: set[int]) -> dict[str, Any]:
    kind = str(use.model._meta.verbose_name)
    if isinstance(one, Page) and one.pk in in_bin:
        return {"text": f"{one} (im Papierkorb)", "art": kind, "url": reverse("papierkorb")}
    return {"text": str(one), "art": kind, "url": finder.get_edit_url(one)}


def _way(source: Any) -> list[dict[str, str]]:
    viewset = source.snippet_viewset
    edit = reverse(viewset.get_url_name("edit"), args=[source.pk])
    listed = reverse(viewset.get_url_name("list"))
    return [
        {"url": listed, "label": str(source._meta.verbose_name_plural)},
        {"url": edit, "label": str(source)},
        {"url": "", "label": "Umhängen", "sublabel": str(source)},
    ]


class BenutzungView(snippets.UsageView):
    """Lists who uses it: pages by their newest version, and rights to write."""

    columns = [
        tables.TitleColumn("text", label="Titel", get_url=lambda row: row["url"]),
        tables.Column("art", label="Art"),
    ]

    def get_queryset(self) -> Any:
        rows = _rows(uses_of(self.object), self.request.user)
        hidden = {"text": "(nicht einsehbar)", "url": None}
        return [row if row["url"] else row | hidden for row in rows]

    def get_table(self, object_list: Any, **kwargs: Any) -> Any:
        return self.table_class(self.columns, object_list, **self.get_table_kwargs())


class _Status(StatusSidePanel):
    """Says how many use it, many-to-many relations and drafts included."""

    def get_usage_context(self) -> dict[str, Any]:
        context: dict[str, Any] = super().get_usage_context()
        number = sum(len(use.objekte) for use in uses_of(self.object)) if self.object.pk else 0
        said = f"{number}-mal benutzt" if number else "nirgends benutzt"
        return context | {"usage_count": number, "usage_url_text": said}


class BenutztEditView(snippets.EditView):
    """The form of something that pages use."""

    def save_instance(self) -> Any:
        old = self.form.initial.get("slug", "")
        instance = super().save_instance()
        lead_renamed(instance, old)
        return instance

    def get_side_panels(self) -> Any:
        panels = super().get_side_panels()
        for panel in panels:
            if isinstance(panel, StatusSidePanel):
                panel.__class__ = type("Status", (_Status, type(panel)), {})
        return panels

    @property
    def header_more_buttons(self) -> list[Button]:
        return [*super().header_more_buttons, reassign_button(self.object)]


def reassign_button(named: Any) -> Button:
    address = reverse(named.snippet_viewset.get_url_name("umhaengen"), args=[named.pk])
    return Button("Umhängen oder zusammenführen", address, icon_name="resubmit", priority=15)
