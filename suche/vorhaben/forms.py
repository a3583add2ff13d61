"""The form for a sketch."""

from django import forms
from django.http import HttpRequest

from suche.fakten.heimat import heimat_of
from wiki.models import Kommune

from .schema import MAX_TEXT


class VorhabenForm(forms.Form):
    """A text or a file, and whose sketch it is. Lengths are checked later, in plain words."""

    text = forms.CharField(
        label="Ihre Projektskizze",
        required=False,
        widget=forms.Textarea(attrs={"maxlength": MAX_TEXT}),
    )
    datei = forms.FileField(label="Oder als Datei", required=False, allow_empty_file=True)
    kommune = forms.ModelChoiceField(
        Kommune.objects.none(),
        to_field_name="slug",
        required=False,
        empty_label="keine Angabe",
        label="Ihre Kommune",
        error_messages={
            "invalid_choice": "Diese Kommune gibt es im Wiki nicht. Bitte neu auswählen."
        },
    )

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        self.fields["kommune"].queryset = Kommune.objects.order_by("name")  # type: ignore[attr-defined]


def home_kommune(request: HttpRequest) -> str:
    """Slug of the visitor's own Kommune; empty when none is set."""
    heimat = heimat_of(request)
    return heimat.slug if heimat else ""
