"""The form for a sketch."""

from django import forms
from django.http import HttpRequest

from suche.fakten.heimat import heimat_of
from wiki.models import Kommune

from .schema import MAX_TEXT

LENGTH = f"{MAX_TEXT:,}".replace(",", ".")


class VorhabenForm(forms.Form):
    """A text or a file, and whose sketch it is. Lengths are checked later, in plain words."""

    text = forms.CharField(
        label="Ihre Projektskizze",
        required=False,
        help_text=f"Ein paar Sätze genügen. Höchstens {LENGTH} Zeichen, das sind etwa 40 Seiten.",
        widget=forms.Textarea(attrs={"maxlength": MAX_TEXT, "rows": 8}),
    )
    datei = forms.FileField(
        label="Oder als Datei",
        required=False,
        allow_empty_file=True,
        help_text="PDF, DOCX, ODT oder TXT, höchstens 10 MB. Die Datei wird gelesen und gleich "
        "vergessen: Weder sie noch ihr Text werden gespeichert.",
        widget=forms.FileInput(attrs={"accept": ".pdf,.docx,.odt,.txt"}),
    )
    kommune = forms.ModelChoiceField(
        Kommune.objects.none(),
        to_field_name="slug",
        required=False,
        empty_label="keine Angabe",
        label="Ihre Kommune",
        help_text="Damit das Wiki Größe und Land vergleichen kann.",
        error_messages={
            "invalid_choice": "Diese Kommune gibt es im Wiki nicht. Bitte neu auswählen."
        },
    )

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        self.fields["kommune"].queryset = Kommune.objects.order_by("name")  # type: ignore[attr-defined]


def home_kommune(request: HttpRequest) -> str:
    """Returns the slug of the visitor's own Kommune; empty when none is set."""
    heimat = heimat_of(request)
    return heimat.slug if heimat else ""
