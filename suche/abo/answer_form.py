"""The editors' form of a question to the network: which page answers it."""

from typing import Any

from django import forms
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.widgets import AdminPageChooser
from wagtail.models import Page

from suche.models import Netzwerkfrage
from wiki.models import Projektseite, Textseite, Veranstaltung

from .models import Netzwerkantwort
from .netzwerk import answer, is_public

PRIVATE = (
    "Diese Seite ist nicht veröffentlicht oder nicht für alle lesbar. Bitte veröffentlichen Sie "
    "sie zuerst."
)


class Antwortformular(WagtailAdminModelForm):
    """Asks for the page that answers a Netzwerkfrage; choosing one closes the question."""

    beantwortet_durch = forms.ModelChoiceField(
        Page.objects.all(),
        required=False,
        widget=AdminPageChooser(target_models=[Projektseite, Veranstaltung, Textseite]),
        label="Beantwortet durch",
        help_text="Eine veröffentlichte Seite, die jeder lesen kann. Die Frage gilt dann als "
        "erledigt, und wer ein Postfach genannt und bestätigt hat, bekommt einmal den Verweis.",
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        found = Netzwerkantwort.objects.filter(frage=self.instance.pk).first()
        self.initial["beantwortet_durch"] = found.seite_id if found else None

    def clean_beantwortet_durch(self) -> Page | None:
        page: Page | None = self.cleaned_data["beantwortet_durch"]
        if page and "beantwortet_durch" in self.changed_data and not is_public(page):
            raise forms.ValidationError(PRIVATE)
        return page

    def save(self, commit: bool = True) -> Netzwerkfrage:
        page = self.cleaned_data.get("beantwortet_durch")
        changed = "beantwortet_durch" in self.changed_data
        if page and changed:
            self.instance.erledigt = True
        frage: Netzwerkfrage = super().save(commit=commit)
        if changed:
            answer(frage, page)
        return frage
