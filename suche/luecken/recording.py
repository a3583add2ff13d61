"""Keeping a question that found nothing good. Called for every answer: most are left at once.

One row per question and day, however often it was asked: nobody has to be told apart for that, so
nothing of a visitor is looked at, not even for a moment. "Three askers" are three such rows: the
same question on three days, or other words for it.
"""

import logging

from django.conf import settings
from django.db import DatabaseError, transaction
from django.http import HttpRequest

from suche.answer.ergebnis import Ergebnis
from suche.luecken.masking.masking import keepable
from suche.understand.cached_tables import current_names
from suche.understand.known_words import current_vocabulary
from wiki.exceptions import WikiError
from wiki.german.letters import spelt_out

from .models import Offenefrage, question_key

logger = logging.getLogger(__name__)

KEPT_MAX_CHARS = 300  # of a question: what is longer is a sketch


def record_unanswered(request: HttpRequest, ergebnis: Ergebnis) -> None:
    """Stores the question if it is one to keep. Never raises and never changes the answer."""
    if not (settings.LUECKEN_SAMMELN and is_first_submit(request) and is_unanswered(ergebnis)):
        return
    try:
        with transaction.atomic():
            keep(ergebnis.question.text)
    except (DatabaseError, WikiError):
        logger.exception("question not kept")


def keep(text: str) -> bool:
    """Stores the question with addresses and numbers masked. Returns False when nothing may be
    stored."""
    kept = keepable(text, is_known) if len(text) <= KEPT_MAX_CHARS else None
    if kept is None or len(kept) > KEPT_MAX_CHARS:
        return False
    row = Offenefrage(text=kept, schluessel=question_key(kept))
    Offenefrage.objects.bulk_create([row], ignore_conflicts=True)
    return True


def is_first_submit(request: HttpRequest) -> bool:
    """Returns whether a person has sent the form: no later page of the list, no filter, no order,
    no program."""
    ahead = (request.headers.get(name, "") for name in ("Sec-Purpose", "Purpose", "X-Moz"))
    return (
        request.method == "GET"
        and set(request.GET) == {"q"}
        and bool(request.headers.get("Accept-Language"))
        and not any("prefetch" in value or "preview" in value for value in ahead)
    )


def is_unanswered(ergebnis: Ergebnis) -> bool:
    """Returns whether there are no hits or weak ones only, and not because a part of the search
    was down."""
    return not ergebnis.hinweise and (not ergebnis.anzahl or ergebnis.nur_schwach)


def is_known(word: str) -> bool:
    """Whether a word (lower case) stands in a public page or is a Kommune."""
    folded = spelt_out(word)
    return folded in current_vocabulary().spellings or (folded,) in current_names().phrases
