"""Forms about a page that need no account: besides a trap and a signed time, a bound per page and
day."""

from datetime import timedelta

from django import forms
from django.utils import timezone
from wagtail.models import Page

from wiki.models import Rueckmeldung
from wiki.platform.forms.protection import TOO_LONG, ProtectedForm
from wiki.texte import gettext as _
from wiki.texte import noop

A_DAY_PER_PAGE = 20
NO_WORD = noop("Bitte schreiben Sie in Worten, worum es geht.")
TOO_MANY = noop(
    "Zu dieser Seite kamen heute schon sehr viele Rückmeldungen. Bitte versuchen Sie es morgen "
    "wieder."
)


class Seitenschutz(ProtectedForm):
    """A form that is opened for one page."""

    salt = "wiki.rueckmeldung"
    page: Page

    @property
    def opened_for(self) -> str:
        return str(self.page.pk)

    @property
    def gesamtfehler(self) -> str:
        """The first error that stands at no field; empty if there is none."""
        return _(str(next(iter(self.non_field_errors()), "")))

    def check_opening(self) -> str:
        """Returns the signed time. Raises forms.ValidationError when the form was not opened for
        this page, not long enough or too long ago, or enough was written for today."""
        opened: str = self.cleaned_data.get("zeit", "")
        self.check_time(opened)
        since = timezone.now() - timedelta(days=1)
        today = Rueckmeldung.objects.filter(seite=self.page, eingegangen_am__gte=since)
        if today.count() >= A_DAY_PER_PAGE:
            raise forms.ValidationError(TOO_MANY)
        return opened


def clean_words(text: str, limit: int) -> str:
    """The text as it is kept. Raises forms.ValidationError when it is too long or says nothing."""
    text = " ".join(text.replace("\0", "").split(" ")).strip()
    if len(text) > limit:
        raise forms.ValidationError(_(TOO_LONG).format(len(text), limit))
    if not any(character.isalnum() for character in text):
        raise forms.ValidationError(NO_WORD)
    return text
