"""A question to the network: its form and its two pages. Nothing is kept of who asked; what becomes
of it is in suche.abo.netzwerk."""

from datetime import timedelta

from django import forms
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from suche.abo.netzwerk import announce
from suche.gemeinden.heimat import home_label
from suche.gemeinden.ortswahl import KommuneField
from suche.german.analysis import normalise
from suche.models import Netzwerkfrage
from suche.understand.question import QUESTION_MAX_CHARS
from wiki.gemeinden.orte import rows_of
from wiki.mitmachen.rueckmeldung import NO_ADDRESS
from wiki.platform.forms.limits import TooOften, count
from wiki.platform.forms.protection import TOO_LONG
from wiki.platform.locks import Lock, wait_for
from wiki.texte import gettext as _
from wiki.texte import noop

from .form_protection import MAILBOX, Schutz

NO_WORD = noop("Bitte schreiben Sie Ihre Frage in Worten.")
SAID = ("text", "bemerkung", "kontakt", "kommune", "gemeinde")
MAILS_PER_DAY = 100  # to the Redaktion; what comes beyond stands in the CMS only


class NetzwerkfrageForm(Schutz, forms.ModelForm):
    """The form for a question to the network. It checks lengths itself, to say in plain words what
    is too long."""

    kommune = KommuneField(required=False)

    class Meta:
        model = Netzwerkfrage
        fields = ["text", "bemerkung", "kontakt"]
        labels = {
            "text": noop("Ihre Frage"),
            "bemerkung": noop("Was wir noch wissen sollten"),
            "kontakt": noop("Funktionspostfach für die Antwort"),
        }
        help_texts = {"kontakt": MAILBOX}
        widgets = {
            "text": forms.Textarea(attrs={"rows": 3}),
            "bemerkung": forms.Textarea(attrs={"rows": 3}),
            "kontakt": forms.EmailInput(attrs={"autocomplete": "off"}),
        }
        error_messages = {
            "text": {"required": NO_WORD},
            "kontakt": {"invalid": NO_ADDRESS},
        }

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        for name in ("text", "bemerkung"):
            self.fields[name].validators = []

    def clean_text(self) -> str:
        text = self._cleaned("text", QUESTION_MAX_CHARS)
        if not any(character.isalnum() for character in text):
            raise forms.ValidationError(_(NO_WORD))
        return text

    def clean_bemerkung(self) -> str:
        return self._cleaned("bemerkung", 2_000)

    def clean(self) -> dict[str, object]:
        cleaned = super().clean() or {}
        if ort := cleaned.pop("kommune", None):
            self.instance.kommune, self.instance.gemeinde = rows_of(ort.slug)
        return cleaned

    def _cleaned(self, name: str, max_chars: int) -> str:
        text = normalise(self.cleaned_data[name]).strip()
        if len(text) > max_chars:
            raise forms.ValidationError(_(TOO_LONG).format(len(text), max_chars))
        return text


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def ask_network(request: HttpRequest) -> HttpResponse:
    """`/suche/frage/`: shows the form (`?q=` fills it in), stores what was sent and leads on to the
    thanks."""
    if request.method != "POST":
        text = request.GET.get("q", "")[:QUESTION_MAX_CHARS].strip()
        form = NetzwerkfrageForm(initial={"text": text, "kommune": home_label(request)})
        return render(request, "suche/netzwerkfrage/netzwerkfrage.html", {"netzwerk": form})
    form = NetzwerkfrageForm(request.POST)
    if form.from_a_program:
        return redirect("netzwerkfrage_danke")
    if not form.is_valid():
        return render(
            request, "suche/netzwerkfrage/netzwerkfrage.html", {"netzwerk": form}, status=400
        )
    try:
        count(request, "formular")
    except TooOften as error:
        form.add_error(None, str(error))
        return render(
            request, "suche/netzwerkfrage/netzwerkfrage.html", {"netzwerk": form}, status=429
        )
    keep(form.instance)
    return redirect("netzwerkfrage_danke")


@transaction.atomic
def keep(frage: Netzwerkfrage) -> None:
    """Stores the question and tells the Redaktion. A question that was sent twice within a day is
    stored once."""
    wait_for(Lock.NETZWERKFRAGE)
    of_today = Netzwerkfrage.objects.filter(gestellt_am__gte=timezone.now() - timedelta(days=1))
    said = {name: getattr(frage, name) for name in SAID}
    if of_today.filter(**said).exists():
        return
    tells_redaktion = of_today.count() < MAILS_PER_DAY
    frage.save()
    announce(frage, tells_redaktion=tells_redaktion)


@require_safe
def thanks(request: HttpRequest) -> HttpResponse:
    return render(request, "suche/netzwerkfrage/danke.html")
