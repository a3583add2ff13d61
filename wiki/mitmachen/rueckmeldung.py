"""A question to the authors, a mistake reported, a contact asked for: the form, what is kept, the
mails that go out.

No account is needed and nothing is kept of who wrote. Against programs: a trap field, a form that
is sent faster than anybody types, one entry per opened form, and a bound per page and day.
"""

import hashlib
import secrets
from datetime import timedelta
from typing import Any

from django import forms
from django.conf import settings
from django.core import signing
from django.core.mail import EmailMessage
from django.db import IntegrityError, transaction
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils import timezone
from procrastinate.contrib.django import app
from wagtail.models import Page

from wiki.models import Projektseite, Rueckmeldung, Textseite, Veranstaltung
from wiki.models.rueckmeldung import LAENGE
from wiki.postfach import reachable
from wiki.visibility import visible_to

SALT = "wiki.rueckmeldung"
OPEN_AT_LEAST_S, OPEN_AT_MOST_S = 3, 24 * 3600
A_DAY_PER_PAGE = 20
NO_WORD = "Bitte schreiben Sie in Worten, worum es geht."
TOO_LONG = "Das sind zu viele Zeichen ({}). Bitte auf höchstens {} kürzen."
NO_ADDRESS = "Das ist keine E-Mail-Adresse. Richtig wäre zum Beispiel: digitales@stadt.example"
NOWHERE_TO_ANSWER = "Bitte nennen Sie eine Adresse, damit die Antwort Sie erreicht."
MAILBOX = "Am besten ein Funktionspostfach, zum Beispiel digitales@stadt.example."
TOO_FAST = "Das ging sehr schnell. Bitte lesen Sie noch einmal und senden Sie dann erneut."
TOO_OLD = "Das Formular war lange offen. Ihr Text ist noch da; bitte senden Sie ihn noch einmal."
TOO_MANY = (
    "Zu dieser Seite kamen heute schon sehr viele Rückmeldungen. Bitte versuchen Sie es morgen "
    "wieder."
)
TITLES = {
    Rueckmeldung.Art.FRAGE: "Frage an die Verfasser",
    Rueckmeldung.Art.FEHLER: "Fehler melden",
    Rueckmeldung.Art.KONTAKT: "Kontakt erfragen",
}
LABELS = {
    Rueckmeldung.Art.FRAGE: "Ihre Frage",
    Rueckmeldung.Art.FEHLER: "Was stimmt nicht, und was wäre richtig?",
    Rueckmeldung.Art.KONTAKT: "Was möchten Sie von der Kommune wissen?",
}


class RueckmeldungForm(forms.ModelForm):
    """`webseite` is a trap for programs: people don't see it. `zeit` says when the form was
    opened, signed, for which page."""

    webseite = forms.CharField(label="Bitte leer lassen", required=False)
    zeit = forms.CharField(widget=forms.HiddenInput, required=False)

    class Meta:
        model = Rueckmeldung
        fields = ["art", "text", "kontakt"]
        labels = {"kontakt": "Adresse für die Antwort"}
        help_texts = {"kontakt": MAILBOX}
        widgets = {
            "art": forms.HiddenInput,
            "text": forms.Textarea(attrs={"rows": 5}),
            "kontakt": forms.EmailInput(attrs={"autocomplete": "email"}),
        }
        error_messages = {"text": {"required": NO_WORD}, "kontakt": {"invalid": NO_ADDRESS}}

    def __init__(self, page: Page, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.page = page
        self.fields["text"].validators = []  # the length is checked below, in plain words
        self.marke = ""

    @property
    def frische_zeit(self) -> str:
        """For the form that is shown now; with a number of its own, so that two are told apart."""
        return signing.TimestampSigner(salt=SALT).sign(f"{self.page.pk}:{secrets.token_hex(8)}")

    @property
    def gesamtfehler(self) -> str:
        """What is wrong beside the fields; empty when it stands at one of them."""
        return str(next(iter(self.non_field_errors()), ""))

    @property
    def from_a_program(self) -> bool:
        return bool(self.data.get("webseite"))

    def clean_text(self) -> str:
        text = " ".join(self.cleaned_data["text"].replace("\0", "").split(" ")).strip()
        if len(text) > LAENGE:
            raise forms.ValidationError(TOO_LONG.format(len(text), LAENGE))
        if not any(character.isalnum() for character in text):
            raise forms.ValidationError(NO_WORD)
        return text

    def clean_kontakt(self) -> str:
        address: str = self.cleaned_data["kontakt"]
        if not address and self.data.get("art") == Rueckmeldung.Art.KONTAKT:
            raise forms.ValidationError(NOWHERE_TO_ANSWER)
        return address

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        opened = cleaned.get("zeit", "")
        signer = signing.TimestampSigner(salt=SALT)
        try:
            page_id = signer.unsign(opened, max_age=OPEN_AT_MOST_S).partition(":")[0]
        except signing.BadSignature as error:
            raise forms.ValidationError(TOO_OLD) from error
        if page_id != str(self.page.pk):
            raise forms.ValidationError(TOO_OLD)
        if is_young(signer, opened):
            raise forms.ValidationError(TOO_FAST)
        since = timezone.now() - timedelta(days=1)
        today = Rueckmeldung.objects.filter(seite=self.page, eingegangen_am__gte=since)
        if today.count() >= A_DAY_PER_PAGE:
            raise forms.ValidationError(TOO_MANY)
        self.marke = hashlib.sha256(opened.encode()).hexdigest()[:43]
        return cleaned


def is_young(signer: signing.TimestampSigner, opened: str) -> bool:
    """Whether a form was opened less than OPEN_AT_LEAST_S ago. `opened`: signed by this signer."""
    try:
        signer.unsign(opened, max_age=OPEN_AT_LEAST_S)
    except signing.SignatureExpired:
        return False
    return True


def answerable_page(page_id: int, request: HttpRequest) -> Page | None:
    """The page, if this visitor may read it and it is one that people write about."""
    pages = Page.objects.type(Projektseite, Veranstaltung, Textseite).filter(pk=page_id)
    return visible_to(pages, request).first()


@transaction.atomic
def keep(form: RueckmeldungForm) -> None:
    """Stored, and a mail is on its way; the same form sent twice is stored once."""
    rueckmeldung = form.save(commit=False)
    rueckmeldung.seite, rueckmeldung.marke = form.page, form.marke
    try:
        with transaction.atomic():
            rueckmeldung.save()
    except IntegrityError:
        return
    app.configure_task("wiki.tasks.mail_rueckmeldung", queue="wagtail").defer(
        rueckmeldung_id=rueckmeldung.pk
    )


def send_rueckmeldung(rueckmeldung_id: int) -> None:
    """To the mailbox of the page, else to the Redaktion; to nobody when neither is reachable: it
    stands on the dashboard in any case."""
    found = Rueckmeldung.objects.filter(pk=rueckmeldung_id).select_related("seite").first()
    if found is None:
        return
    asks_for_contact = found.art == Rueckmeldung.Art.KONTAKT
    postfach = "" if asks_for_contact else getattr(found.seite.specific, "kontakt_postfach", "")
    address = next(filter(reachable, (postfach, settings.REDAKTION_POSTFACH)), "")
    if not address:
        return
    body = render_to_string("wiki/mitmachen/rueckmeldung.txt", {"rueckmeldung": found})
    subject = f"{found.get_art_display()}: {found.seite.title}"[:150].replace("\n", " ")
    reply_to = [found.kontakt] if found.kontakt else None
    EmailMessage(subject, body, to=[address], reply_to=reply_to).send()


def answer(rueckmeldung: Rueckmeldung) -> None:
    """A mail is on its way to who left an address, if there is anything to tell."""
    asks_for_contact = rueckmeldung.art == Rueckmeldung.Art.KONTAKT
    if rueckmeldung.kontakt and (rueckmeldung.antwort or asks_for_contact):
        app.configure_task("wiki.tasks.mail_antwort", queue="wagtail").defer(
            rueckmeldung_id=rueckmeldung.pk
        )


def send_antwort(rueckmeldung_id: int) -> None:
    """What the Redaktion answers, and what now stands in the article as its contact."""
    found = Rueckmeldung.objects.filter(pk=rueckmeldung_id).select_related("seite").first()
    if found is None or not reachable(found.kontakt):
        return
    context = {"rueckmeldung": found, "seite": found.seite.specific}
    body = render_to_string("wiki/mitmachen/antwort.txt", context)
    subject = f"Antwort zu: {found.seite.title}"[:150].replace("\n", " ")
    EmailMessage(subject, body, to=[found.kontakt]).send()
