"""Errors: one hierarchy, and the docstring is the German message."""

import pytest

from einbettung import exceptions as of_einbettung
from suche import exceptions as of_suche
from wiki import exceptions as of_wiki
from wiki.austausch import exceptions as of_austausch
from wiki.exceptions import WikiError

ERRORS = [
    error
    for module in (of_wiki, of_austausch, of_einbettung, of_suche)
    for error in vars(module).values()
    if isinstance(error, type) and issubclass(error, Exception)
]


@pytest.mark.parametrize("error", ERRORS)
def test_every_error_is_a_wiki_error_with_a_message_of_its_own(error: type[WikiError]) -> None:
    assert issubclass(error, WikiError)
    assert str(error()) == (error.__dict__["__doc__"] or "").strip() != ""


@pytest.mark.parametrize("error", ERRORS)
def test_details_follow_the_message(error: type[WikiError]) -> None:
    assert str(error("Zeile 7.")) == f"{error()} Zeile 7."


def test_no_two_errors_say_the_same() -> None:
    assert len({str(error()) for error in set(ERRORS)}) == len(set(ERRORS))
