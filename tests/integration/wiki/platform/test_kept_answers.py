"""wiki.platform.kept_answers: as new as the tables, for a while, and no more than there is room."""

import pytest
from django.db import connection

from tests.factories import KommuneFactory
from wiki.models import Kommune
from wiki.platform import kept_answers
from wiki.platform.kept_answers import KeptAnswers

pytestmark = pytest.mark.django_db
FOR_S = 60.0


class Counted:
    """How many Kommunen there are, and how often they were counted."""

    def __init__(self, most: int = 2) -> None:
        self.times = 0
        self.kept = KeptAnswers[int](most, FOR_S, Kommune, lasts=lambda found: found != 13)

    def ask(self, question: str) -> int:
        return self.kept.get(question, self._count)

    def _count(self) -> int:
        self.times += 1
        return Kommune.objects.count()


def test_what_was_just_answered_is_not_found_out_again() -> None:
    counted = Counted()
    assert [counted.ask("a"), counted.ask("a"), counted.times] == [0, 0, 1]


def test_another_question_has_an_answer_of_its_own() -> None:
    counted = Counted()
    counted.ask("a")
    counted.ask("b")
    assert counted.times == 2


def test_a_change_by_sql_is_noticed() -> None:
    counted = Counted()
    KommuneFactory(name="Trier")
    counted.ask("a")
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM wiki_kommune")
    assert counted.ask("a") == 0


def test_those_asked_for_longest_ago_are_forgotten() -> None:
    counted = Counted(most=2)
    for question in ("a", "b", "a", "c", "a"):
        counted.ask(question)
    assert counted.times == 3
    counted.ask("b")
    assert counted.times == 4


def test_an_answer_grows_old(monkeypatch: pytest.MonkeyPatch) -> None:
    counted, now = Counted(), [1000.0]
    monkeypatch.setattr(kept_answers, "monotonic", lambda: now[0])
    counted.ask("a")
    now[0] += FOR_S - 1
    counted.ask("a")
    assert counted.times == 1
    now[0] += 1
    counted.ask("a")
    assert counted.times == 2


def test_an_answer_that_does_not_last_is_given_once() -> None:
    counted = Counted()
    KommuneFactory.create_batch(13)
    assert [counted.ask("a"), counted.ask("a"), counted.times] == [13, 13, 2]


def test_forgotten_on_demand() -> None:
    counted = Counted()
    counted.ask("a")
    counted.kept.forget()
    counted.ask("a")
    assert counted.times == 2
