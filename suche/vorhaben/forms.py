"""The form for a sketch."""

from django import forms
from django.http import HttpRequest

from wiki.models import Kommune

from .schema import MAX_TEXT

HOME_COOKIE = "heimat"  # slug of the visitor's Kommune, where they have chosen one


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
    """Slug from the visitor's cookie, when there is such a Kommune; cookies can be forged."""
    slug = request.COOKIES.get(HOME_COOKIE, "")
    known = slug and slug.isprintable() and Kommune.objects.filter(slug=slug).exists()
    return slug if known else ""
