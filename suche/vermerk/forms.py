"""What is filled in before a Vermerk is made."""

from django import forms

from suche.german.analysis import normalise
from wiki.schriftstueck.files import FORMEN
from wiki.texte import gettext as _
from wiki.texte import noop

FORMAT_CHOICES = [(name, form.name) for name, form in FORMEN.items()]
VERMERK_ARTEN = [("frage", "Frage"), ("vorhaben", "Vorhaben")]
MAX_CHARS = {"titel": 150, "stelle": 150, "bemerkung": 1_500}
TOO_LONG = noop(
    "Bitte auf höchstens {} Zeichen kürzen, sonst passt der Vermerk nicht auf eine Seite."
)


class VermerkForm(forms.Form):
    """`q` is checked by the search itself."""

    q = forms.CharField(required=False, widget=forms.HiddenInput)
    art = forms.ChoiceField(choices=VERMERK_ARTEN, required=False, widget=forms.HiddenInput)
    titel = forms.CharField(
        label=noop("Titel des Vermerks"),
        required=False,
        widget=forms.TextInput(attrs={"maxlength": MAX_CHARS["titel"]}),
    )
    stelle = forms.CharField(
        label=noop("Kommune oder Stelle"),
        required=False,
        widget=forms.TextInput(attrs={"maxlength": MAX_CHARS["stelle"]}),
    )
    bemerkung = forms.CharField(
        label=noop("Bemerkung"),
        required=False,
        widget=forms.Textarea(attrs={"maxlength": MAX_CHARS["bemerkung"], "rows": 3}),
    )
    format = forms.ChoiceField(choices=FORMAT_CHOICES)

    def clean_titel(self) -> str:
        return self._checked("titel")

    def clean_stelle(self) -> str:
        return self._checked("stelle")

    def clean_bemerkung(self) -> str:
        return self._checked("bemerkung")

    def _checked(self, name: str) -> str:
        text = normalise(self.cleaned_data[name]).strip()
        if len(text) > MAX_CHARS[name]:
            raise forms.ValidationError(_(TOO_LONG).format(MAX_CHARS[name]))
        return text
