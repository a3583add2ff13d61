"""A question to the network: its form and its two pages. Nothing is kept of who asked; what becomes
of it is in suche.abo.netzwerk."""

from django import forms
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from wiki.models import Kommune

from .abo.netzwerk import announce
from .analysis import normalise
from .models import Netzwerkfrage
from .question import MAX_LENGTH

NO_WORD = "Bitte schreiben Sie Ihre Frage in Worten."
TOO_LONG = "Das sind zu viele Zeichen ({}). Bitte auf höchstens {} kürzen."
NO_ADDRESS = "Das ist keine E-Mail-Adresse. Richtig wäre zum Beispiel: digitales@stadt.example"


class NetzwerkfrageForm(forms.ModelForm):
    """`webseite` is a trap for programs: people don't see it."""

    webseite = forms.CharField(label="Bitte leer lassen", required=False)
    kommune = forms.ModelChoiceField(
        Kommune.objects.none(),
        to_field_name="slug",
        required=False,
        empty_label="keine Angabe",
        label="Ihre Kommune",
        error_messages={"invalid_choice": "Diese Kommune gibt es im Wiki nicht."},
    )

    class Meta:
        model = Netzwerkfrage
        fields = ["text", "bemerkung", "kontakt", "kommune"]
        labels = {"text": "Ihre Frage", "bemerkung": "Was wir noch wissen sollten"}
        error_messages = {
            "text": {"required": NO_WORD},
            "kontakt": {"invalid": NO_ADDRESS},
        }

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        self.fields["kommune"].queryset = Kommune.objects.order_by("name")  # type: ignore[attr-defined]
        for name in ("text", "bemerkung"):
            self.fields[name].validators = []  # the length is checked below, in plain words

    @property
    def from_a_program(self) -> bool:
        return bool(self.data.get("webseite"))

    def clean_text(self) -> str:
        text = self._cleaned("text", MAX_LENGTH)
        if not any(character.isalnum() for character in text):
            raise forms.ValidationError(NO_WORD)
        return text

    def clean_bemerkung(self) -> str:
        return self._cleaned("bemerkung", 2_000)

    def _cleaned(self, name: str, longest: int) -> str:
        text = normalise(self.cleaned_data[name]).strip()
        if len(text) > longest:
            raise forms.ValidationError(TOO_LONG.format(len(text), longest))
        return text


@require_http_methods(["GET", "HEAD", "POST"])
def ask_network(request: HttpRequest) -> HttpResponse:
    """`/suche/frage/`: the form (`?q=` fills it in); a question that is stored leads on."""
    if request.method != "POST":
        form = NetzwerkfrageForm(initial={"text": request.GET.get("q", "")[:MAX_LENGTH].strip()})
        return render(request, "suche/netzwerkfrage.html", {"netzwerk": form})
    form = NetzwerkfrageForm(request.POST)
    if form.from_a_program:
        return redirect("netzwerkfrage_danke")
    if not form.is_valid():
        return render(request, "suche/netzwerkfrage.html", {"netzwerk": form}, status=400)
    with transaction.atomic():
        announce(form.save())
    return redirect("netzwerkfrage_danke")


@require_safe
def thanks(request: HttpRequest) -> HttpResponse:
    return render(request, "suche/netzwerkfrage_danke.html")
