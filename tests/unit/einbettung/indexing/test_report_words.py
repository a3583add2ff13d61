"""einbettung.indexing.report_words: a report as editors read it."""

import pytest
from django.utils import timezone

from einbettung.indexing.report_words import WORDS_OF_BEFUND, duration, in_words, outcome
from einbettung.models import Indexbericht


@pytest.mark.parametrize(
    ("seconds", "words"),
    [(0.42, "0,4 s"), (59.4, "59 s"), (200, "3 min 20 s"), (240, "4 min"), (7500, "2 h 5 min")],
)
def test_duration_is_said_as_people_say_it(seconds: float, words: str) -> None:
    assert duration(seconds) == words


def test_kinds_are_said_in_german() -> None:
    found = {"fehlt": 3, "wortindex": 1}
    assert (
        in_words(found, WORDS_OF_BEFUND)
        == "3 fehlt im Index, 1 im Wortindex dieses Rechners anders"
    )


@pytest.mark.parametrize(
    ("report", "words"),
    [
        ({"art": "reindex"}, "alles in Ordnung"),
        ({"art": "reindex", "befunde": {"fehlt": 1}}, "1 Abweichung, behoben"),
        ({"art": "audit", "befunde": {"fehlt": 2}}, "2 Abweichungen"),
        ({"art": "reindex", "befunde": {"fehlt": 2}, "fehler": [{}]}, "2 Abweichungen, 1 Fehler"),
        ({"art": "full", "repariert": 9}, "9 Seiten neu eingebettet"),
        ({"art": "full", "beendet": None}, "läuft noch oder abgebrochen"),
    ],
)
def test_outcome_is_one_line(report: dict[str, object], words: str) -> None:
    assert outcome(Indexbericht(**({"beendet": timezone.now()} | report))) == words
