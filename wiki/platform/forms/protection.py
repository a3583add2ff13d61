"""What forms that need no account do against programs: a trap, and a signed time, so that none is
sent faster than anybody types."""

import secrets

from django import forms
from django.core import signing

from wiki.texte import gettext as _
from wiki.texte import noop

OPEN_AT_LEAST_S, OPEN_AT_MOST_S = 3, 24 * 3600
TOO_LONG = noop("Das sind zu viele Zeichen ({}). Bitte auf höchstens {} kürzen.")
TOO_FAST = noop("Das ging sehr schnell. Bitte lesen Sie noch einmal und senden Sie dann erneut.")
TOO_OLD = noop(
    "Das Formular war lange offen. Ihr Text ist noch da; bitte senden Sie ihn noch einmal."
)


class ProtectedForm(forms.Form):
    """`webseite` is a trap: people don't see the field, programs fill it in. `zeit` is the signed
    time at which the form was opened; `salt` tells kinds of forms apart."""

    salt: str
    webseite = forms.CharField(label=noop("Bitte leer lassen"), required=False)
    zeit = forms.CharField(widget=forms.HiddenInput, required=False)

    @property
    def opened_for(self) -> str:
        """What the form was opened for, which is signed with the time; empty: nothing."""
        return ""

    @property
    def frische_zeit(self) -> str:
        """The signed time for a form that is shown now. It holds a random number, by which two
        forms are told apart."""
        said = ":".join(filter(None, (self.opened_for, secrets.token_hex(8))))
        return signing.TimestampSigner(salt=self.salt).sign(said)

    @property
    def from_a_program(self) -> bool:
        return bool(self.data.get("webseite"))

    def check_time(self, opened: str) -> None:
        """Raises forms.ValidationError when the form was not opened for this, not long enough or
        too long ago."""
        signer = signing.TimestampSigner(salt=self.salt)
        try:
            said = signer.unsign(opened, max_age=OPEN_AT_MOST_S)
        except signing.BadSignature as error:
            raise forms.ValidationError(_(TOO_OLD)) from error
        if said.rpartition(":")[0] != self.opened_for:
            raise forms.ValidationError(_(TOO_OLD))
        if is_young(signer, opened):
            raise forms.ValidationError(_(TOO_FAST))


def is_young(signer: signing.TimestampSigner, opened: str) -> bool:
    """Whether a form was opened less than OPEN_AT_LEAST_S ago. `opened`: signed by this signer."""
    try:
        signer.unsign(opened, max_age=OPEN_AT_LEAST_S)
    except signing.SignatureExpired:
        return False
    return True
