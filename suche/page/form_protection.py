"""Public forms of the search: besides a trap and a signed time, none is sent twice with other
words."""

from django import forms

from wiki.platform.forms.limits import is_reused
from wiki.platform.forms.protection import OPEN_AT_MOST_S, ProtectedForm
from wiki.texte import gettext as _
from wiki.texte import noop

SENT_ALREADY = noop("Dieses Formular ist schon abgeschickt. Bitte senden Sie es noch einmal.")
MAILBOX = noop("Zum Beispiel digitales@stadt.example. Bitte keine persönliche Adresse.")


class Schutz(ProtectedForm):
    """A form that stands on more than one page."""

    salt = "suche.formular"

    @property
    def gesamtfehler(self) -> str:
        """The first error of a hidden field or of the form as a whole; empty when all errors stand
        at fields that people see."""
        hidden = ("zeit", "__all__", "q", "filter", "seite")
        found = (message for name in hidden for message in self.errors.get(name, []))
        return _(str(next(found, "")))

    def clean_zeit(self) -> str:
        opened: str = self.cleaned_data["zeit"]
        self.check_time(opened)
        if is_reused(opened, self._said(), OPEN_AT_MOST_S):
            raise forms.ValidationError(_(SENT_ALREADY))
        return opened

    def _said(self) -> str:
        """All that was typed, in one text."""
        typed = {name: self.data.get(name, "") for name in self.fields}
        return "\n".join(f"{name}={value}" for name, value in sorted(typed.items()))
