"""Protection of public forms against programs, as in wiki.mitmachen: a trap, and a signed time."""

import secrets

from django import forms
from django.core import signing

from wiki.mitmachen.form_protection import OPEN_AT_MOST_S, TOO_FAST, TOO_OLD, is_young
from wiki.platform.forms.limits import is_reused
from wiki.texte import gettext as _
from wiki.texte import noop

SALT = "suche.formular"
SENT_ALREADY = noop("Dieses Formular ist schon abgeschickt. Bitte senden Sie es noch einmal.")
MAILBOX = noop("Zum Beispiel digitales@stadt.example. Bitte keine persönliche Adresse.")


class Schutz(forms.Form):
    """Fields against programs. `webseite` is a trap: people don't see the field, programs fill it
    in. `zeit` is the signed time at which the form was opened."""

    webseite = forms.CharField(label=noop("Bitte leer lassen"), required=False)
    zeit = forms.CharField(widget=forms.HiddenInput, required=False)

    @property
    def frische_zeit(self) -> str:
        """The signed time for a form that is opened now, with a random number, by which two of them
        differ."""
        return signing.TimestampSigner(salt=SALT).sign(secrets.token_hex(8))

    @property
    def from_a_program(self) -> bool:
        return bool(self.data.get("webseite"))

    @property
    def gesamtfehler(self) -> str:
        """The first error of a hidden field or of the form as a whole; empty when all errors stand
        at fields that people see."""
        hidden = ("zeit", "__all__", "q", "filter", "seite")
        found = (message for name in hidden for message in self.errors.get(name, []))
        return _(str(next(found, "")))

    def clean_zeit(self) -> str:
        opened: str = self.cleaned_data["zeit"]
        signer = signing.TimestampSigner(salt=SALT)
        try:
            signer.unsign(opened, max_age=OPEN_AT_MOST_S)
        except signing.BadSignature as error:
            raise forms.ValidationError(_(TOO_OLD)) from error
        if is_young(signer, opened):
            raise forms.ValidationError(_(TOO_FAST))
        if is_reused(opened, self._said(), OPEN_AT_MOST_S):
            raise forms.ValidationError(_(SENT_ALREADY))
        return opened

    def _said(self) -> str:
        """All that was typed, in one text."""
        typed = {name: self.data.get(name, "") for name in self.fields}
        return "\n".join(f"{name}={value}" for name, value in sorted(typed.items()))
