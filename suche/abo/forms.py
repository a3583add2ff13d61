"""The two public forms: what to be told of, a plan to announce."""

import re
from typing import Any

from django import forms
from django.http import HttpRequest, QueryDict

from suche.exceptions import QuestionInvalid
from suche.fakten.chips import FILTER_NAMES
from suche.gemeinden.ortswahl import KommuneField
from suche.german.analysis import normalise
from suche.page.form_protection import Schutz
from suche.understand.question import QUESTION_MAX_CHARS, typed_question
from wiki.fakten.exceptions import FilterUnknown
from wiki.fakten.filters import SEARCH_FILTERS, Weggelassen
from wiki.fakten.left_out import without
from wiki.fakten.selection import MAX_VALUES, parse_filters, read_filters
from wiki.gemeinden.orte import rows_of
from wiki.mitmachen.rueckmeldung import NO_ADDRESS
from wiki.models import Projektseite
from wiki.texte import noop
from wiki.visibility import anonymous_request, chosen_once, visible_to

from .mail.worum import worum
from .models import BEMERKUNG, STELLE, Abonnement, Planung
from .planungen import next_date

ADDRESS = re.compile(r"https?:|www\.|://", re.IGNORECASE)
NO_ADVERTS = noop("Bitte ohne Internetadressen.")
AGREE = noop(
    "Kommune, Stelle, Postfach und Bemerkung dürfen öffentlich im Wiki stehen, damit andere uns "
    "schreiben können."
)
AGREED = noop("Bitte stimmen Sie zu. Sonst können wir das Postfach nicht zeigen.")
GONE = noop("Dieses Projekt gibt es nicht mehr, oder es ist nicht für alle lesbar.")
FILTER_LOST = noop(
    "Einen der Filter gibt es nicht mehr, er ist jetzt weggelassen. Soll es trotzdem gelten, "
    "senden Sie bitte noch einmal."
)
NOTHING_ASKED = noop("Wozu? Bitte gehen Sie von einer Frage oder einem Projekt aus.")
NOTHING_TO_TELL = noop(
    "Wovon? Bitte gehen Sie von einer Frage, einem Thema, einer Kommune oder einem Projekt aus."
)


class Frageformular(Schutz):
    """What to be told of: a question (`q`) and filters as in an address, one Thema or one Kommune
    as a filter alone, or a project (`seite`)."""

    postfach = forms.EmailField(
        label=noop("Ihr Postfach"),
        max_length=254,
        help_text=noop(
            "Am besten ein Funktionspostfach, zum Beispiel digitales@stadt.example. Zuerst "
            "kommt dorthin eine Nachricht, die Sie bestätigen."
        ),
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
        error_messages={"invalid": NO_ADDRESS},
    )
    q = forms.CharField(required=False, widget=forms.HiddenInput)
    filter = forms.CharField(required=False, widget=forms.HiddenInput, max_length=4_000)
    seite = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def clean_q(self) -> str:
        typed: str = self.cleaned_data["q"]
        return checked_question(typed) if typed else ""

    def clean_filter(self) -> str:
        return checked_filters(QueryDict(self.cleaned_data["filter"]))

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("seite") and public_project(cleaned["seite"]) is None:
            raise forms.ValidationError(GONE)
        if not self.errors and not worum(self.asked()).name:
            raise forms.ValidationError(NOTHING_TO_TELL)
        return cleaned

    def asked(self) -> Abonnement:
        """What the form is about, as it came: nothing of it is checked."""
        page_id = number(str(self["seite"].value() or ""))
        if page_id:
            return Abonnement(seite_id=page_id)
        frage, filters = (str(self[name].value() or "") for name in ("q", "filter"))
        return Abonnement(frage=frage[:QUESTION_MAX_CHARS].strip(), filter=filters)

    def entry(self) -> Abonnement:
        data = self.cleaned_data
        postfach = data["postfach"].lower()
        if data["seite"]:
            return Abonnement(postfach=postfach, seite_id=data["seite"])
        return Abonnement(postfach=postfach, frage=data["q"], filter=data["filter"])


class Planungsformular(Schutz):
    """A Kommune that plans the same as somebody asks for (`q`), or as a project (`seite`)."""

    kommune = KommuneField()
    stelle = forms.CharField(
        label=noop("Amt oder Stelle"),
        max_length=STELLE,
        help_text=noop("Zum Beispiel „Stabsstelle Digitalisierung“. Bitte keine Namen."),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    postfach = forms.EmailField(
        label=noop("Funktionspostfach"),
        max_length=254,
        help_text=noop(
            "Zum Beispiel digitales@stadt.example. Bitte keine persönliche Adresse. Es steht "
            "später beim Eintrag."
        ),
        widget=forms.EmailInput(attrs={"autocomplete": "off"}),
        error_messages={"invalid": NO_ADDRESS},
    )
    bemerkung = forms.CharField(
        label=noop("Bemerkung"),
        max_length=BEMERKUNG,
        required=False,
        help_text=noop("Ein Satz, zum Beispiel „Ausschreibung im Herbst, wir suchen Mitstreiter“."),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    einverstanden = forms.BooleanField(label=AGREE, error_messages={"required": AGREED})
    q = forms.CharField(required=False, widget=forms.HiddenInput)
    seite = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def clean_stelle(self) -> str:
        return _without_adverts(self.cleaned_data["stelle"])

    def clean_bemerkung(self) -> str:
        return _without_adverts(self.cleaned_data["bemerkung"])

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("seite"):
            cleaned["projekt"] = public_project(cleaned["seite"])
            if cleaned["projekt"] is None:
                raise forms.ValidationError(GONE)
        elif cleaned.get("q"):
            cleaned["q"] = checked_question(cleaned["q"])
        else:
            raise forms.ValidationError(NOTHING_ASKED)
        return cleaned

    def entry(self, today: Any) -> Planung:
        data = self.cleaned_data
        projekt = data.get("projekt")
        kommune, gemeinde = rows_of(data["kommune"].slug)
        return Planung(
            frage="" if projekt else data["q"],
            seite=projekt,
            kommune=kommune,
            gemeinde=gemeinde,
            stelle=data["stelle"],
            postfach=data["postfach"].lower(),
            bemerkung=data["bemerkung"],
            gilt_bis=next_date(today),
        )


def public_project(pk: int) -> Projektseite | None:
    """Returns the project if everybody may read it, else None: what is announced on it is for
    everybody, too."""
    if not 0 < pk < 2**31:
        return None
    return visible_to(Projektseite.objects.filter(chosen_once([pk])), anonymous_request()).first()


def checked_question(raw: str) -> str:
    """Returns the question in the words that were typed: those are read again in mails. Raises
    forms.ValidationError with what is wrong with it."""
    try:
        return typed_question(raw)
    except QuestionInvalid as error:
        raise forms.ValidationError(str(error)) from error


def checked_filters(query: QueryDict) -> str:
    """Writes the filters of an address in one order, so that the same filters are always the same
    text. Raises forms.ValidationError for a filter that does not exist."""
    try:
        chosen = parse_filters(query, SEARCH_FILTERS).filters
    except FilterUnknown as error:
        raise forms.ValidationError(str(error)) from error
    tidy = QueryDict(mutable=True)
    for name, werte in chosen.items():
        tidy.setlist(name, sorted(werte))
    return tidy.urlencode()


def without_lost_filters(sent: QueryDict) -> tuple[QueryDict, tuple[Weggelassen, ...]]:
    """What was sent, its `filter` without what has been deleted meanwhile; and what that was."""
    filters = QueryDict(sent.get("filter", ""))
    weggelassen = read_filters(filters, SEARCH_FILTERS).weggelassen
    data = sent.copy()
    if weggelassen:
        data["filter"] = without(filters, weggelassen).urlencode()
    return data, weggelassen


def asked_filters(request: HttpRequest) -> QueryDict:
    """Copies the filters of an address, without a check that they exist."""
    found = QueryDict(mutable=True)
    for name in FILTER_NAMES:
        found.setlist(name, request.GET.getlist(name)[:MAX_VALUES])
    return found


def asked_question(request: HttpRequest) -> str:
    return request.GET.get("q", "")[:QUESTION_MAX_CHARS].strip()


def number(text: str) -> int | None:
    """Reads the id of a page in an address or a form."""
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 10 else None


def _without_adverts(text: str) -> str:
    clean = " ".join(normalise(text).split())
    if ADDRESS.search(clean):
        raise forms.ValidationError(NO_ADVERTS)
    return clean
