"""Within one look at the database a question that comes again has the answer of the first time: for
pages that only read, and ask from many places."""

from collections.abc import Callable, Hashable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any, TypeVar

T = TypeVar("T")

_answers: ContextVar[dict[Hashable, Any] | None] = ContextVar("answers", default=None)


@contextmanager
def one_look() -> Iterator[None]:
    """Begins a look; what it has learnt is forgotten at its end."""
    token = _answers.set({})
    try:
        yield
    finally:
        _answers.reset(token)


def once(question: Hashable, ask: Callable[[], T]) -> T:
    """Returns what `ask` says; within a look it is asked only if the question is new. Outside of
    one it is asked each time."""
    answers = _answers.get()
    if answers is None:
        return ask()
    if question not in answers:
        answers[question] = ask()
    answer: T = answers[question]
    return answer


def is_answered(question: Hashable) -> bool:
    """Returns whether this look knows the answer already."""
    return question in (_answers.get() or {})
