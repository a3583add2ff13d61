"""Two questions that come with a reminder: what it cost, and who is responsible.

A signed link asks them, without an account and once. The answer becomes a draft of the page and a
Rückmeldung, which says who was asked and when the answer came; nothing is published.
"""

import hashlib
from datetime import timedelta
from typing import Any

from django import forms
from django.core import signing
from django.db import IntegrityError, transaction
from procrastinate.contrib.django import app

from wiki.exceptions import WikiError
from wiki.felder.values import euro
from wiki.german.cost_parts import MONEY, exact_euros, split_costs, with_remark
from wiki.mitmachen.form_protection import Seitenschutz, clean_words
from wiki.models import Projektquelle, Projektseite, Rueckmeldung
from wiki.models.projektseite import heute
from wiki.redaktion.live_change import held_page

from .bestaetigung import LINK_DAYS, ReminderLinkInvalid

SALT = "wiki.angaben"
KOSTEN, ZUSTAENDIG = "Was hat es gekostet?", "Wer ist zuständig?"
LAENGEN = {"kosten": 300, "zustaendig": 200}  # of the fields of the page that take them
NOTHING_SAID = "Bitte beantworten Sie mindestens eine der beiden Fragen."
QUELLE = "Auskunft der zuständigen Stelle an das Wiki"


class LinkExpired(WikiError):
    """Dieser Verweis ist abgelaufen. Mit der nächsten Erinnerung kommt ein neuer."""


class LinkUsed(WikiError):
    """Über diesen Verweis ist schon eine Antwort eingegangen. Vielen Dank!"""


class TwoQuestionsForm(Seitenschutz):
    """Both questions are optional, but one of them is answered."""

    kosten = forms.CharField(
        label=KOSTEN,
        required=False,
        help_text="Auch ungefähr hilft, zum Beispiel: 12.000 €, dazu 1.500 € im Jahr.",
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    zustaendig = forms.CharField(
        label=ZUSTAENDIG,
        required=False,
        help_text="Amt oder Stelle, keine Namen, zum Beispiel: Stabsstelle Digitalisierung.",
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )

    page: Projektseite

    def __init__(self, page: Projektseite, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.page = page

    def clean_kosten(self) -> str:
        return self._words("kosten")

    def clean_zustaendig(self) -> str:
        return self._words("zustaendig")

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        self.check_opening()
        if not self.errors and not any(cleaned.get(name) for name in LAENGEN):
            raise forms.ValidationError(NOTHING_SAID)
        return cleaned

    def _words(self, name: str) -> str:
        said = self.cleaned_data[name]
        return clean_words(said, LAENGEN[name]) if said else ""


def asking_link(page: Projektseite, to_mailbox: bool) -> str:
    """Signs the page, the day and whether its own mailbox is asked (else the Redaktion), for a link
    in a mail."""
    return signing.dumps([page.pk, to_mailbox, heute().isoformat()], salt=SALT)


def read_asking_link(marke: str) -> tuple[int, bool]:
    """Returns (page id, whether its mailbox was asked). Raises ReminderLinkInvalid for a forged
    link, LinkExpired for one older than LINK_DAYS, LinkUsed when somebody has answered by it."""
    try:
        page_id, to_mailbox, _ = signing.loads(marke, salt=SALT, max_age=timedelta(days=LINK_DAYS))
    except signing.SignatureExpired as error:
        raise LinkExpired from error
    except (signing.BadSignature, ValueError, TypeError) as error:
        raise ReminderLinkInvalid from error
    if Rueckmeldung.objects.filter(marke=_digest(marke)).exists():
        raise LinkUsed
    return page_id, to_mailbox


@transaction.atomic
def keep_answer(form: TwoQuestionsForm, marke: str, to_mailbox: bool) -> None:
    """Stores the answer as a Rückmeldung, makes a draft of it, and enqueues a mail about it. Raises
    LinkUsed when an answer has come by this link already."""
    said = form.cleaned_data
    postfach = form.page.kontakt_postfach if to_mailbox else ""
    answers = [(KOSTEN, said["kosten"]), (ZUSTAENDIG, said["zustaendig"])]
    row = Rueckmeldung(
        seite=form.page,
        art=Rueckmeldung.Art.ANGABEN,
        text="\n".join(f"{question} {answer}" for question, answer in answers if answer),
        kontakt=postfach,
        marke=_digest(marke),
    )
    try:
        with transaction.atomic():
            row.save()
    except IntegrityError as error:
        raise LinkUsed from error
    save_draft(form.page.pk, said["kosten"], said["zustaendig"], said_by=postfach)
    app.configure_task("wiki.tasks.mail_rueckmeldung", queue="wagtail").defer(
        rueckmeldung_id=row.pk
    )


@transaction.atomic
def save_draft(page_id: int, kosten: str, zustaendig: str, said_by: str) -> None:
    """Saves a new version with the answer, on top of the newest one. What is published stays as it
    is."""
    page = held_page(Projektseite.objects.all(), page_id)
    draft = page.get_latest_revision_as_object()
    if kosten:
        _fill_in_costs(draft, kosten)
    if zustaendig:
        draft.kontakt_stelle = zustaendig
    if said_by:  # the Redaktion is no source
        day = heute().isoformat()
        draft.quellen.add(Projektquelle(bezeichnung=QUELLE, datum=day, sort_order=_last(draft)))
    draft.save_revision(clean=False, log_action=True)


def _fill_in_costs(page: Projektseite, said: str) -> None:
    """Splits what was said into costs that come once and costs that come each year, and fills in
    the fields of both."""
    once, yearly = split_costs(said)
    for name, words in (("kosten_einmalig", once), ("kosten_laufend", yearly)):
        if words:
            _fill_in_amount(page, name, words)


def _fill_in_amount(page: Projektseite, name: str, words: str) -> None:
    """Fills in the amount if the words name an exact one, and puts the words in front of the
    remark. If they name only an inexact one, the former amount moves into the remark ("bisher
    12.000 €")."""
    amount, former = exact_euros(words), getattr(page, name)
    remark = getattr(page, f"{name}_hinweis")
    if amount is not None or MONEY.search(words):
        setattr(page, name, amount)
        if amount is None and former is not None:
            remark = with_remark(f"bisher {euro(former)}", remark)
    setattr(page, f"{name}_hinweis", _fitting(with_remark(words, remark)))


def _fitting(remark: str) -> str:
    most = LAENGEN["kosten"]
    return remark if len(remark) <= most else f"{remark[: most - 1]}…"


def _last(page: Projektseite) -> int:
    return max((row.sort_order or 0 for row in page.quellen.all()), default=-1) + 1


def _digest(marke: str) -> str:
    return hashlib.sha256(f"angaben:{marke}".encode()).hexdigest()[:43]
