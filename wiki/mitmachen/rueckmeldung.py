"""A question to the authors, a mistake reported, a contact asked for: the form, what is kept, the
mails that go out.

No account is needed and nothing is kept of who wrote. Against programs: a trap field, a form that
is sent faster than anybody types, one entry per opened form, and a bound per page and day.
"""

import hashlib
from datetime import datetime, timedelta
from typing import Any

from django import forms
from django.conf import settings
from django.core.mail import EmailMessage
from django.db import IntegrityError, transaction
from django.db.models import QuerySet
from django.http import HttpRequest
from django.template.loader import render_to_string
from procrastinate.contrib.django import app
from wagtail.models import Page

from wiki.aufbewahrung.fristen import RUECKMELDUNG, RUECKMELDUNG_ADRESSE
from wiki.aufbewahrung.schema import Frist
from wiki.models import Projektseite, Rueckmeldung, Textseite, Veranstaltung
from wiki.models.rueckmeldung import LAENGE
from wiki.postfach import one_line, reachable
from wiki.redaktion.rollen.rechte import editable_pages
from wiki.texte import noop
from wiki.visibility import anonymous_request, visible_to

from .form_protection import NO_WORD, Seitenschutz, clean_words
from .leserfragen import takes_questions
from .textvorschlag import Textstelle, text_of

NO_ADDRESS = noop(
    "Das ist keine E-Mail-Adresse. Richtig wäre zum Beispiel: digitales@stadt.example"
)
AGREE = noop(
    "Frage und Antwort dürfen im Artikel stehen, damit andere sie finden. Ihr Name und Ihre "
    "Adresse stehen dort nicht."
)
PROPOSE = noop(
    "So steht es jetzt im Artikel. Schreiben Sie, wie es lauten sollte; die Redaktion sieht den "
    "Unterschied."
)
GONE = noop("Dieser Text steht nicht mehr im Artikel. Bitte öffnen Sie das Formular noch einmal.")
UNKNOWN = noop("Diese Art von Rückmeldung gibt es nicht.")
NOWHERE_TO_ANSWER = noop("Bitte nennen Sie eine Adresse, damit die Antwort Sie erreicht.")
MAILBOX = noop("Am besten ein Funktionspostfach, zum Beispiel digitales@stadt.example.")
TITLES = {
    Rueckmeldung.Art.FRAGE: noop("Frage zum Artikel"),
    Rueckmeldung.Art.FEHLER: noop("Fehler melden"),
    Rueckmeldung.Art.KONTAKT: noop("Kontakt erfragen"),
    Rueckmeldung.Art.BARRIERE: noop("Barriere melden"),
}
LABELS = {
    Rueckmeldung.Art.FRAGE: noop("Ihre Frage"),
    Rueckmeldung.Art.FEHLER: noop("Was stimmt nicht, und was wäre richtig?"),
    Rueckmeldung.Art.KONTAKT: noop("Was möchten Sie von der Kommune wissen?"),
    Rueckmeldung.Art.BARRIERE: noop("Auf welcher Seite, und was geht dort nicht?"),
}


FOR_THE_REDAKTION = (
    Rueckmeldung.Art.KONTAKT,
    Rueckmeldung.Art.BARRIERE,
    Rueckmeldung.Art.ANGABEN,
)


class RueckmeldungForm(forms.ModelForm, Seitenschutz):
    """What somebody writes about a page; `baustein`: the text that `vorschlag` would improve."""

    baustein = forms.CharField(widget=forms.HiddenInput, required=False, max_length=36)

    class Meta:
        model = Rueckmeldung
        fields = ["art", "text", "kontakt", "darf_in_artikel", "vorschlag"]
        labels = {
            "kontakt": noop("Adresse für die Antwort"),
            "darf_in_artikel": AGREE,
            "vorschlag": noop("Ihr Vorschlag für den Text"),
        }
        help_texts = {"kontakt": MAILBOX, "vorschlag": PROPOSE}
        widgets = {
            "art": forms.HiddenInput,
            "text": forms.Textarea(attrs={"rows": 5}),
            "kontakt": forms.EmailInput(attrs={"autocomplete": "email"}),
            "vorschlag": forms.Textarea(attrs={"rows": 16}),
        }
        error_messages = {"text": {"required": NO_WORD}, "kontakt": {"invalid": NO_ADDRESS}}

    def __init__(self, page: Page, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.page = page
        self.fields["text"].validators = []  # the length is checked below, in plain words
        self.marke = ""

    @property
    def asks(self) -> bool:
        """Whether it is a question that could stand below the article."""
        art = self.data.get("art") or self.initial.get("art")
        return art == Rueckmeldung.Art.FRAGE and takes_questions(self.page)

    def propose_for(self, stelle: Textstelle) -> None:
        """Shows the text as it stands in the article."""
        self.initial.update(baustein=stelle.baustein, vorschlag=stelle.text)

    @property
    def proposes(self) -> bool:
        return bool(self.data.get("baustein") or self.initial.get("baustein"))

    def clean_art(self) -> str:
        """Refuses kinds that this form does not offer, such as the answer to a reminder, which
        comes by a link of its own."""
        if self.cleaned_data["art"] not in TITLES:
            raise forms.ValidationError(UNKNOWN)
        return str(self.cleaned_data["art"])

    def clean_text(self) -> str:
        return clean_words(self.cleaned_data["text"], LAENGE)

    def clean_darf_in_artikel(self) -> bool:
        """Returns whether the question may stand in the article. Of anything but a question that is
        not asked."""
        return self.cleaned_data["darf_in_artikel"] and self.asks

    def clean_kontakt(self) -> str:
        address: str = self.cleaned_data["kontakt"]
        if not address and self.data.get("art") == Rueckmeldung.Art.KONTAKT:
            raise forms.ValidationError(NOWHERE_TO_ANSWER)
        return address

    def clean_vorschlag(self) -> str:
        """Windows ends lines otherwise."""
        return str(self.cleaned_data["vorschlag"]).replace("\r\n", "\n").replace("\0", "").strip()

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        self._clean_proposal(cleaned)
        self.marke = hashlib.sha256(self.check_opening().encode()).hexdigest()[:43]
        return cleaned

    def _clean_proposal(self, cleaned: dict[str, Any]) -> None:
        """Keeps what stood there, to tell the difference; what is as before is no proposal."""
        wanted = cleaned.get("baustein") if cleaned.get("art") == Rueckmeldung.Art.FEHLER else ""
        stelle = text_of(self.page, wanted) if wanted else None
        if wanted and stelle is None:
            raise forms.ValidationError(GONE)
        if stelle is None or cleaned.get("vorschlag") in ("", stelle.text):
            cleaned["vorschlag"] = ""
        else:
            self.instance.baustein, self.instance.vorlage = stelle.baustein, stelle.text


def answerable_page(page_id: int, request: HttpRequest) -> Page | None:
    """Returns the page, if this visitor may read it and it is one that people write about; of a
    copy its source."""
    pages = Page.objects.type(Projektseite, Veranstaltung, Textseite).filter(pk=page_id)
    found = visible_to(pages, request).select_related("alias_of").first()
    return found and (found.alias_of or found)


@transaction.atomic
def keep(form: RueckmeldungForm) -> None:
    """Stores what the form says and enqueues a mail about it. A form that is sent twice is stored
    once."""
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


def readable_feedback(user: Any) -> "QuerySet[Rueckmeldung]":
    """What readers wrote about the pages that this user may edit."""
    return Rueckmeldung.objects.filter(seite__in=editable_pages(user).order_by().values("pk"))


def send_rueckmeldung(rueckmeldung_id: int) -> None:
    """Mails a Rückmeldung to the mailbox of its page, else to the Redaktion. If neither can be
    reached no mail goes out; it stands on the dashboard of the CMS in any case."""
    found = Rueckmeldung.objects.filter(pk=rueckmeldung_id).select_related("seite").first()
    if found is None:
        return
    of_page = getattr(found.seite.specific, "kontakt_postfach", "")
    postfach = "" if found.art in FOR_THE_REDAKTION else of_page
    address = next(filter(reachable, (postfach, settings.REDAKTION_POSTFACH)), "")
    if not address:
        return
    body = render_to_string("wiki/mitmachen/rueckmeldung.txt", {"rueckmeldung": found})
    subject = one_line(f"{found.get_art_display()}: {found.seite.title}")[:150]
    reply_to = [found.kontakt] if found.kontakt else None
    EmailMessage(subject, body, to=[address], reply_to=reply_to).send()


def answer(rueckmeldung: Rueckmeldung) -> None:
    """Enqueues a mail with the answer to a reader who has left an address, if there is anything to
    tell."""
    asks_for_contact = rueckmeldung.art == Rueckmeldung.Art.KONTAKT
    if rueckmeldung.kontakt and (rueckmeldung.antwort or asks_for_contact):
        app.configure_task("wiki.tasks.mail_antwort", queue="wagtail").defer(
            rueckmeldung_id=rueckmeldung.pk
        )


def forget_addresses(now: datetime) -> int:
    """Deletes the readers' addresses from Rückmeldungen that are settled and came long ago. Returns
    how many."""
    old = _done_before(now, RUECKMELDUNG_ADRESSE)
    return old.exclude(kontakt="").update(kontakt="")


def delete_old(now: datetime) -> int:
    """Deletes Rückmeldungen that are settled and came long ago, except for questions that stand in
    an article. Returns how many."""
    return _done_before(now, RUECKMELDUNG).filter(im_artikel=False).delete()[0]


def _done_before(now: datetime, frist: Frist) -> "QuerySet[Rueckmeldung]":
    since = now - timedelta(days=frist.tage)
    return Rueckmeldung.objects.filter(erledigt=True, eingegangen_am__lt=since)


def send_antwort(rueckmeldung_id: int) -> None:
    """Mails a reader what the Redaktion answers, and the contact that the article names now.
    Nothing is sent about a page that is no longer public."""
    found = Rueckmeldung.objects.filter(pk=rueckmeldung_id).select_related("seite").first()
    if found is None or not reachable(found.kontakt):
        return
    public = visible_to(Page.objects.filter(pk=found.seite_id), anonymous_request()).exists()
    context = {"rueckmeldung": found, "seite": found.seite.specific if public else None}
    body = render_to_string("wiki/mitmachen/antwort.txt", context)
    subject = f"Antwort zu: {found.seite.title}" if public else "Antwort auf Ihre Rückmeldung"
    EmailMessage(one_line(subject)[:150], body, to=[found.kontakt]).send()
