"""The form for a sketch."""

from django import forms

from suche.gemeinden.ortswahl import KommuneField
from wiki.texte import noop

from .schema import SKETCH_MAX_CHARS


class VorhabenForm(forms.Form):
    """A text or a file, and whose sketch it is. Lengths are checked later, in plain words."""

    text = forms.CharField(
        label=noop("Ihre Projektskizze"),
        required=False,
        help_text=noop(
            "Ein paar Sätze genügen. Höchstens 100.000 Zeichen, das sind etwa 40 Seiten."
        ),
        widget=forms.Textarea(attrs={"maxlength": SKETCH_MAX_CHARS, "rows": 8}),
    )
    datei = forms.FileField(
        label=noop("Oder als Datei"),
        required=False,
        allow_empty_file=True,
        help_text=noop(
            "PDF, DOCX, ODT oder TXT, höchstens 10 MB. Die Datei wird gelesen und gleich "
            "vergessen: Weder sie noch ihr Text werden gespeichert."
        ),
        widget=forms.FileInput(attrs={"accept": ".pdf,.docx,.odt,.txt"}),
    )
    kommune = KommuneField(
        required=False,
        help_text=noop(
            "Damit das Wiki Größe und Land vergleichen kann: Namen eintippen und wählen."
        ),
    )
