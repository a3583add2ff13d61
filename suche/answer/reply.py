"""What somebody typed -> the answer to it, with what was understood on the way."""

from collections.abc import Collection
from dataclasses import dataclass, replace

from django.http import HttpRequest

from suche.rank.bonus import wished
from suche.understand.question import Question
from suche.understand.recognition import Erkannt
from suche.understand.understanding import Understood, understand
from wiki.fakten.filters import Filters

from .answer import ask
from .ergebnis import Ergebnis

AS_TYPED = "woertlich"  # in an address: the reader insists on the spelling


@dataclass(frozen=True)
class Reply:
    """The answer to what was typed, and how it was understood."""

    understood: Understood
    ergebnis: Ergebnis

    @property
    def question(self) -> Question:
        """The question that was answered."""
        return self.understood.question

    @property
    def preferred(self) -> tuple[Erkannt, ...]:
        """What the question names."""
        return self.understood.preferred

    @property
    def instead_of(self) -> str:
        """What was typed, when a corrected question was answered; else empty."""
        return self.understood.instead_of

    @property
    def suggestion(self) -> str:
        """A corrected question to offer; empty when there is none."""
        return self.understood.suggestion


def reply_to(
    typed: str,
    request: HttpRequest,
    filters: Filters | None = None,
    without: Collection[str] = (),
    *,
    as_typed: bool = False,
) -> Reply:
    """`without`: codes of what the question names but shall not count. `as_typed`: no correction.
    A correction that finds nothing either is only offered: it was a name rather than a slip
    ("OParl"). Raises QuestionInvalid as `parse_question` does."""
    reply = _answer(understand(typed, without, as_typed=as_typed), request, filters)
    if not reply.instead_of or reply.ergebnis.ungefiltert:
        return reply
    understood = understand(typed, without, as_typed=True)
    return _answer(replace(understood, suggestion=reply.question.text), request, filters)


def _answer(understood: Understood, request: HttpRequest, filters: Filters | None) -> Reply:
    question, preferred = understood.question, understood.preferred
    wishes = wished(preferred, question.avoided, alone=not question.names_a_thing)
    return Reply(understood, ask(question, request, filters, wishes=wishes))
