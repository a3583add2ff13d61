"""The form for a sketch."""

from django import forms

from suche.fakten.ortswahl import KommuneField

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
    kommune = KommuneField(
        required=False,
        help_text="Damit das Wiki Größe und Land vergleichen kann: Namen eintippen und wählen.",
    )
