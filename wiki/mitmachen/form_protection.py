"""Forms that need no account, and what they do against programs: a trap field, a form that is sent
faster than anybody types, and a bound per page and day."""

import secrets
from datetime import timedelta

from django import forms
from django.core import signing
from django.utils import timezone
from wagtail.models import Page

from wiki.models import Rueckmeldung
from wiki.texte import gettext as _
from wiki.texte import noop

SALT = "wiki.rueckmeldung"
OPEN_AT_LEAST_S, OPEN_AT_MOST_S = 3, 24 * 3600
A_DAY_PER_PAGE = 20
NO_WORD = noop("Bitte schreiben Sie in Worten, worum es geht.")
TOO_LONG = noop("Das sind zu viele Zeichen ({}). Bitte auf höchstens {} kürzen.")
TOO_FAST = noop("Das ging sehr schnell. Bitte lesen Sie noch einmal und senden Sie dann erneut.")
TOO_OLD = noop(
    "Das Formular war lange offen. Ihr Text ist noch da; bitte senden Sie ihn noch einmal."
)
TOO_MANY = noop(
    "Zu dieser Seite kamen heute schon sehr viele Rückmeldungen. Bitte versuchen Sie es morgen "
    "wieder."
)


class Seitenschutz(forms.Form):
    """`webseite` is a trap for programs: people don't see it. `zeit` says when the form was
    opened, signed, for which page."""

    webseite = forms.CharField(label="Bitte leer lassen", required=False)
    zeit = forms.CharField(widget=forms.HiddenInput, required=False)
    page: Page

    @property
    def frische_zeit(self) -> str:
        """The signed time for a form that is shown now. It holds a random number, by which two
        forms are told apart."""
        return signing.TimestampSigner(salt=SALT).sign(f"{self.page.pk}:{secrets.token_hex(8)}")

    @property
    def gesamtfehler(self) -> str:
        """The first error that stands at no field; empty if there is none."""
        return _(str(next(iter(self.non_field_errors()), "")))

    @property
    def from_a_program(self) -> bool:
        return bool(self.data.get("webseite"))

    def check_opening(self) -> str:
        """Returns the signed time. Raises forms.ValidationError when the form was not opened for
        this page, not long enough or too long ago, or enough was written for today."""
        opened: str = self.cleaned_data.get("zeit", "")
        signer = signing.TimestampSigner(salt=SALT)
        try:
            page_id = signer.unsign(opened, max_age=OPEN_AT_MOST_S).partition(":")[0]
        except signing.BadSignature as error:
            raise forms.ValidationError(_(TOO_OLD)) from error
        if page_id != str(self.page.pk):
            raise forms.ValidationError(_(TOO_OLD))
        if is_young(signer, opened):
            raise forms.ValidationError(_(TOO_FAST))
        since = timezone.now() - timedelta(days=1)
        today = Rueckmeldung.objects.filter(seite=self.page, eingegangen_am__gte=since)
        if today.count() >= A_DAY_PER_PAGE:
            raise forms.ValidationError(TOO_MANY)
        return opened


def is_young(signer: signing.TimestampSigner, opened: str) -> bool:
    """Whether a form was opened less than OPEN_AT_LEAST_S ago. `opened`: signed by this signer."""
    try:
        signer.unsign(opened, max_age=OPEN_AT_LEAST_S)
    except signing.SignatureExpired:
        return False
    return True


def clean_words(text: str, limit: int) -> str:
    """The text as it is kept. Raises forms.ValidationError when it is too long or says nothing."""
    text = " ".join(text.replace("\0", "").split(" ")).strip()
    if len(text) > limit:
        raise forms.ValidationError(_(TOO_LONG).format(len(text), limit))
    if not any(character.isalnum() for character in text):
        raise forms.ValidationError(NO_WORD)
    return text
