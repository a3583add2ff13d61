"""The same question again: answered from memory, and never with more, older or worse than anew."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta

import pytest
from django.contrib.auth.models import User
from django.test import Client
from wagtail.models import PageViewRestriction

from suche.answer import answer
from suche.exceptions import LexicalIndexUnavailable
from suche.rank.ranking import Plan, rank
from suche.rank.schema import Ranking
from suche.rank.words.lexical import LexicalIndex, lexical_index
from tests.factories import publish_projekt
from tests.integration.conftest import IndexPages
from tests.integration.seiten import BIENEN, publish_four, titles_found
from wiki.models import Projektseite
from wiki.models.projektseite import heute

pytestmark = pytest.mark.django_db
ASKED = "Bienenstöcke auf dem Rathausdach"


@pytest.fixture
def bienen(index: IndexPages) -> Projektseite:
    page = publish_four()["Bienen"]
    index()
    lexical_index().catch_up()
    return page


@contextmanager
def counting(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[int]]:
    """Yields what grows with each ranking that is made."""
    made: list[int] = []

    def counted(plan: Plan) -> Ranking:
        made.append(1)
        return rank(plan)

    with monkeypatch.context() as patched:
        patched.setattr(answer, "rank", counted)
        yield made


@pytest.mark.usefixtures("bienen")
def test_who_sorts_and_turns_the_page_is_answered_from_memory(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    with counting(monkeypatch) as made:
        first = client.get("/suche/", {"q": ASKED})
        again = client.get("/suche/", {"q": ASKED, "sortierung": "titel", "seite": "2"})
        shown = [t.seite.title for t in again.context["treffer"]]
    assert len(made) == 1
    assert set(shown) == {t.seite.title for t in first.context["treffer"]}


@pytest.mark.usefixtures("bienen")
def test_filters_and_other_words_are_another_question(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    with counting(monkeypatch) as made:
        client.get("/suche/", {"q": ASKED})
        client.get("/suche/", {"q": ASKED, "status": "betrieb"})
        client.get("/suche/", {"q": "Bienenstöcke auf dem Dach"})
    assert len(made) == 3


def test_what_is_closed_meanwhile_is_not_shown_from_memory(
    client: Client, bienen: Projektseite
) -> None:
    assert bienen.title in titles_found(client, ASKED)
    PageViewRestriction.objects.create(page=bienen, restriction_type=PageViewRestriction.LOGIN)
    assert bienen.title not in titles_found(client, ASKED)


def test_what_one_may_read_is_not_kept_for_another(client: Client, bienen: Projektseite) -> None:
    PageViewRestriction.objects.create(page=bienen, restriction_type=PageViewRestriction.LOGIN)
    member = Client()
    member.force_login(User.objects.create_user("mitglied"))
    assert bienen.title in titles_found(member, ASKED)
    assert bienen.title not in titles_found(client, ASKED)
    assert bienen.title in titles_found(member, ASKED)


@pytest.mark.usefixtures("bienen")
def test_what_is_published_meanwhile_is_found(client: Client, index: IndexPages) -> None:
    titles_found(client, ASKED)
    publish_projekt(BIENEN, title="Bienen am Bach")
    index()
    assert "Bienen am Bach" in titles_found(client, ASKED)


def test_what_runs_out_at_midnight_has_run_out(
    bienen: Projektseite, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    with counting(monkeypatch) as made:
        client.get("/suche/", {"q": ASKED})
        tomorrow = heute() + timedelta(days=1)
        monkeypatch.setattr(answer, "heute", lambda: tomorrow)
        client.get("/suche/", {"q": ASKED})
    assert len(made) == 2


@pytest.mark.usefixtures("bienen")
def test_the_answer_of_one_leg_is_not_kept(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    def down(*_: object) -> None:
        raise LexicalIndexUnavailable("weg")

    with monkeypatch.context() as patched:
        patched.setattr(LexicalIndex, "search", down)
        assert client.get("/suche/", {"q": ASKED}).context["ergebnis"].hinweise
    assert not client.get("/suche/", {"q": ASKED}).context["ergebnis"].hinweise


@pytest.mark.usefixtures("bienen")
def test_another_state_of_the_word_index_answers_anew(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One that another process was writing when the question was first asked."""
    with counting(monkeypatch) as made:
        client.get("/suche/", {"q": ASKED})
        lexical_index().rebuild()
        client.get("/suche/", {"q": ASKED})
    assert len(made) == 2
