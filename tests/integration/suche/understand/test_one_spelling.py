"""A compound finds the same pages in every spelling, in one order and at one level."""

import pytest

from suche.answer.reply import reply_to
from tests.factories import publish_projekt
from tests.integration.conftest import IndexPages
from tests.integration.seiten import BIENEN, FREIBAD, FRIEDHOF
from wiki.visibility import anonymous_request


@pytest.fixture
def pages(index: IndexPages) -> None:
    publish_projekt(BIENEN, title="Baustellen-Informationssystem für Trier")
    publish_projekt(FRIEDHOF, title="Informationen zu Baustellen")
    publish_projekt(FREIBAD, title="Ein System für das Freibad")
    index()


def found(typed: str) -> list[tuple[str, str]]:
    ergebnis = reply_to(typed, anonymous_request()).ergebnis
    return [(treffer.seite.title, treffer.stufe) for treffer in ergebnis[:10]]


@pytest.mark.usefixtures("pages")
@pytest.mark.parametrize(
    "spellings",
    [
        "Baustellen-Informationssystem|Baustelleninformationssystem|Baustellen Informationssystem",
        "Freibad-Ampel|Freibadampel|Freibad Ampel",
        "Bienen-Beobachtungs-System|Bienenbeobachtungssystem|Bienen Beobachtungs System",
    ],
)
def test_every_spelling_finds_the_same(spellings: str) -> None:
    first, *others = (found(typed) for typed in spellings.split("|"))
    assert first
    assert others == [first, first]
