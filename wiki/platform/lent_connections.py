"""Gives the connection to the database back before an answer is sent.

Django keeps it until the last byte is sent. There are fewer connections than threads, and who reads
slowly takes minutes: ten of them would leave none for anybody else.
"""

from collections.abc import Callable, Iterable, Iterator
from typing import Any

from django.db import close_old_connections

Wsgi = Callable[[Any, Any], Iterable[bytes]]


def given_back(application: Wsgi) -> Wsgi:
    """Wraps Django's application."""

    def answered(environ: Any, start_response: Any) -> Iterable[bytes]:
        answer = application(environ, start_response)
        close_old_connections()
        return _Parts(answer) if getattr(answer, "streaming", False) else answer

    return answered


class _Parts:
    """An answer that is made while it is sent. What a part has asked the database for it holds by
    then."""

    def __init__(self, answer: Any) -> None:
        self._answer = answer

    def __iter__(self) -> Iterator[bytes]:
        for part in self._answer:
            close_old_connections()
            yield part

    def close(self) -> None:
        self._answer.close()
