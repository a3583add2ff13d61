"""The form in which the Redaktion answers: what may become part of the article, and who says so."""

from typing import Any

from django.core.exceptions import ValidationError
from wagtail.admin.forms import WagtailAdminModelForm

from wiki.blocks import FRAGE_LENGTH
from wiki.models import Rueckmeldung

from .leserfragen import takes_questions

SHOWN = {"im_artikel", "frage_im_artikel", "antwort"}  # what the article depends on
NO_QUESTION = "Nur Fragen zum Artikel können darunter stehen."
NOT_AGREED = "Wer gefragt hat, hat dem nicht zugestimmt."
NO_ANSWER = "Ohne Antwort kann die Frage nicht im Artikel stehen."
TOO_LONG = f"Bitte fassen Sie die Frage in höchstens {FRAGE_LENGTH} Zeichen, ohne Namen."
NOT_LIVE = "Die Seite ist nicht veröffentlicht."
SCHEDULED = (
    "Für diese Seite ist eine Änderung geplant. Bitte warten Sie, bis sie veröffentlicht ist."
)
NOT_YOURS = "Das entscheidet die Redaktion."


class AntwortForm(WagtailAdminModelForm):
    @property
    def changes_article(self) -> bool:
        """Whether question or answer come, go, or read differently than they do there."""
        concerned = self.initial.get("im_artikel") or self.cleaned_data.get("im_artikel")
        return bool(concerned and SHOWN & set(self.changed_data))

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        problem = self._problem(cleaned) if self.changes_article else ""
        if problem:
            self.add_error("im_artikel", ValidationError(problem))
        return cleaned

    def _problem(self, cleaned: dict[str, Any]) -> str:
        """Why the article cannot be changed like this; empty when it can. What was withdrawn needs
        no consent."""
        asked: Rueckmeldung = self.instance
        shown = cleaned.get("im_artikel")
        page = asked.seite.specific
        question = cleaned.get("frage_im_artikel") or asked.text
        reasons = [
            (NOT_YOURS, not page.permissions_for_user(self.for_user).can_publish()),
            (NO_QUESTION, asked.art != Rueckmeldung.Art.FRAGE or not takes_questions(page)),
            (NOT_AGREED, shown and not asked.darf_in_artikel),
            (NO_ANSWER, shown and not (cleaned.get("antwort") or "").strip()),
            (TOO_LONG, shown and len(question) > FRAGE_LENGTH),
            (NOT_LIVE, not page.live),
            (SCHEDULED, page.scheduled_revision is not None),
        ]
        return next((text for text, applies in reasons if applies), "")
