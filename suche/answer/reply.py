"""What somebody typed -> the answer to it, with what was understood on the way."""

from collections.abc import Collection
from dataclasses import dataclass

from django.http import HttpRequest

from suche.understand.correction import corrected
from suche.understand.preferences import boosts, understood
from suche.understand.question import Question
from suche.understand.recognition import Erkannt
from wiki.fakten.filters import Filters

from .answer import Ergebnis, ask


@dataclass(frozen=True)
class Reply:
    """`question` is the one that was answered; `instead_of` what was typed when that found nothing
    and a corrected question was answered; `suggestion` a corrected question to offer."""

    question: Question
    ergebnis: Ergebnis
    preferred: tuple[Erkannt, ...]
    instead_of: str = ""
    suggestion: str = ""


def reply_to(
    raw: str,
    request: HttpRequest,
    filters: Filters | None = None,
    without: Collection[str] = (),
) -> Reply:
    """`without`: codes of what is recognised but shall not count. QuestionInvalid as in
    `parse_question`."""
    typed = _reply(raw, request, filters, without)
    better = corrected(typed.question.text)
    if better is None:
        return typed
    if not typed.ergebnis.anzahl:
        other = _reply(better, request, filters, without, instead_of=typed.question.text)
        if other.ergebnis.anzahl:
            return other
    return Reply(typed.question, typed.ergebnis, typed.preferred, suggestion=better)


def _reply(
    raw: str,
    request: HttpRequest,
    filters: Filters | None,
    without: Collection[str],
    instead_of: str = "",
) -> Reply:
    question, preferred = understood(raw, without)
    ergebnis = ask(question, request, filters, preferred=boosts(preferred))
    return Reply(question, ergebnis, preferred, instead_of)
