"""The form and the bulk action "Angaben ändern"."""

from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from wagtail import hooks
from wagtail.admin import messages
from wagtail.admin.views.pages.bulk_actions.page_bulk_action import PageBulkAction
from wagtail.admin.widgets import AdminDateInput

from wiki.models import Kommune, Projektseite, Thema
from wiki.redaktion.ruecknahme.views import offer_undo
from wiki.sorting import sort_key

from .changing import VALUES, ChangePlan, change_many, preview, projects


def _choice(label: str) -> Any:
    return forms.TypedChoiceField(label=label, required=False, coerce=int, empty_value=None)


class AngabenForm(forms.Form):
    """What is chosen changes in all pages; empty fields change nothing."""

    thema_dazu = _choice("Thema hinzufügen")
    thema_weg = _choice("Thema wegnehmen")
    kommune_dazu = _choice("Kommune hinzufügen")
    kommune_weg = _choice("Kommune wegnehmen")
    kontakt_stelle = forms.CharField(label="Zuständige Stelle", max_length=200, required=False)
    kontakt_postfach = forms.EmailField(label="Funktionspostfach", required=False)
    kontakt_telefon = forms.CharField(label="Telefon", max_length=40, required=False)
    gueltig_bis = forms.DateField(label="Gültig bis", required=False, widget=AdminDateInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for model, names in ((Thema, ("thema_dazu", "thema_weg")), (Kommune, KOMMUNE_FIELDS)):
            rows = model._default_manager.values_list("pk", "name")
            ordered = sorted(rows, key=lambda row: sort_key(row[1]))
            for name in names:
                field: Any = self.fields[name]
                field.choices = [("", "nichts ändern"), *ordered]

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        if not any(cleaned.values()) and not self.errors:
            raise forms.ValidationError("Bitte sagen Sie, was sich ändern soll.")
        return cleaned

    @property
    def plan(self) -> ChangePlan:
        said = self.cleaned_data
        return ChangePlan(
            dazu={"themen": _listed(said["thema_dazu"]), "kommunen": _listed(said["kommune_dazu"])},
            weg={"themen": _listed(said["thema_weg"]), "kommunen": _listed(said["kommune_weg"])},
            neu={name: said[name] for name in VALUES if said[name]},
        )


KOMMUNE_FIELDS = ("kommune_dazu", "kommune_weg")


def _listed(key: int | None) -> list[int]:
    return [key] if key else []


@hooks.register("register_bulk_action")
class AngabenBulkAction(PageBulkAction):
    """Shows what would change in each page, then changes it."""

    display_name = "Angaben ändern"
    action_type = "angaben"
    aria_label = "Angaben ändern: Thema, Kommune, Kontakt oder Gültigkeit der gewählten Seiten"
    template_name = "wiki/redaktion/projekte/angaben.html"
    action_priority = 5
    form_class = AngabenForm

    def check_perm(self, page: Any) -> bool:
        if page.specific_class is not Projektseite:
            return False
        changed = page.alias_of.specific if page.alias_of else page
        return bool(changed.permissions_for_user(self.request.user).can_publish())

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)
        form = context["form"]
        if form.is_bound and form.is_valid():
            pages = projects([item["item"] for item in context["items"]])
            rows = [{"seite": page, "felder": preview(page, form.plan)} for page in pages]
            context["aendert"] = [row for row in rows if row["felder"]]
            context["gleich"] = len(rows) - len(context["aendert"])
        return context

    def prepare_action(self, pages: Any, without_access: Any) -> HttpResponse:
        form: Any = self.cleaned_form
        if "aendern" not in self.request.POST:
            return self.render_to_response(self.get_context_data(form=form))
        return self._changed(self.request, projects(pages), form.plan)

    def _changed(self, request: HttpRequest, pages: Any, plan: ChangePlan) -> HttpResponse:
        change, left = change_many(pages, plan, request.user)
        offer_undo(request, change)
        if left:
            text = "Nicht geändert, denn für sie ist eine Änderung geplant"
            messages.warning(request, f"{text}: {', '.join(left)}")
        return HttpResponseRedirect(self.next_url)
