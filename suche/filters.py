"""What a result list can be narrowed to. The legs see only pages that pass."""

from dataclasses import dataclass

from django import forms
from django.db.models import Q
from wagtail.models import Page
from wagtail.query import PageQuerySet

from wiki.models import Kommune, Projektseite, Thema
from wiki.models.seiten import sort_key

from .question import MAX_LENGTH


@dataclass(frozen=True)
class Filters:
    """Chosen values; empty means any."""

    thema: Thema | None = None
    status: str = ""
    land: str = ""
    kommune: Kommune | None = None
    kreis: Kommune | None = None

    def apply(self, pages: "PageQuerySet[Page]") -> "PageQuerySet[Page]":
        """Any filter at all leaves projects only: the others have no such facts."""
        if self == Filters():
            return pages
        projekte = Projektseite.objects.all()
        if self.thema:
            projekte = projekte.filter(Q(themen=self.thema) | Q(themen__oberthema=self.thema))
        if self.status:
            projekte = projekte.filter(status=self.status)
        if self.land:
            projekte = projekte.filter(kommunen__land=self.land)
        if self.kommune:
            projekte = projekte.filter(kommunen=self.kommune)
        if self.kreis:
            projekte = projekte.filter(Q(kommunen=self.kreis) | Q(kommunen__kreis=self.kreis))
        return pages.filter(pk__in=projekte.order_by().values("pk"))


class SearchForm(forms.Form):
    """`/suche/?q=...` and its filters."""

    # The length is checked by parse_question, whose message says what to do.
    q = forms.CharField(
        label="Ihre Frage",
        required=False,
        widget=forms.TextInput(attrs={"maxlength": MAX_LENGTH}),
    )
    thema = forms.ModelChoiceField(
        Thema.objects.none(), to_field_name="slug", required=False, empty_label="alle Themen"
    )
    status = forms.ChoiceField(
        choices=[("", "jeder Status"), *Projektseite.Status.choices], required=False
    )
    land = forms.ChoiceField(required=False)
    kommune = forms.ModelChoiceField(
        Kommune.objects.none(), to_field_name="slug", required=False, empty_label="alle Kommunen"
    )
    kreis = forms.ModelChoiceField(
        Kommune.objects.none(), to_field_name="slug", required=False, empty_label="alle Kreise"
    )

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        self.fields["thema"].queryset = Thema.objects.order_by("name")  # type: ignore[attr-defined]
        kommunen = Kommune.objects.order_by("name")
        self.fields["kommune"].queryset = kommunen  # type: ignore[attr-defined]
        self.fields["kreis"].queryset = kommunen.filter(typ=Kommune.Typ.LANDKREIS)  # type: ignore[attr-defined]
        laender = Kommune.objects.order_by("land").values_list("land", flat=True).distinct()
        self.fields["land"].choices = [  # type: ignore[attr-defined]
            ("", "alle Länder"),
            *((land, land) for land in sorted(laender, key=sort_key)),
        ]

    def filters(self) -> Filters:
        """The chosen filters (call after is_valid)."""
        return Filters(**{name: self.cleaned_data[name] for name in FILTER_NAMES})


FILTER_NAMES = ("thema", "status", "land", "kreis", "kommune")
