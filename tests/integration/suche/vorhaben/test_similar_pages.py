"""Which pages a sketch is like, in wikis that each test makes for itself."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from suche.rank.levels import GOOD
from suche.vorhaben.checking import check_sketch
from suche.vorhaben.files.reader_process import read_file
from suche.vorhaben.files.text_files import text_blocks
from suche.vorhaben.schema import Block
from tests import sketch_files as files
from tests.factories import publish_projekt
from tests.integration.conftest import IndexPages
from tests.integration.seiten import BIENEN
from wiki.visibility import anonymous_request

LONG = "\n".join(
    f"{n}. Die Bienen von Schule {n} bestäuben im Frühjahr die Obstwiesen am Rathaus; der Imker "
    f"des Vereins zeigt den Kindern dieser Schule, wie man Honig schleudert und Waben baut."
    for n in range(1, 25)
)


@pytest.mark.real_model
@pytest.mark.parametrize("text", [files.SKETCH, LONG], ids=["short", "long"])
def test_the_same_sketch_has_the_same_answer_in_every_form(index: IndexPages, text: str) -> None:
    for number in range(4):
        publish_projekt(f"{BIENEN} {'Honig ' * number}", title=f"B {number}", slug=f"b-{number}")
    index()
    ways = [
        text_blocks(text),
        read_file(files.pdf(text)).blocks,
        read_file(files.docx(*text.split("\n"))).blocks,
    ]
    checks = [check_sketch(blocks, None, anonymous_request()) for blocks in ways]
    assert checks[0].aehnliche
    assert len({check.gelesen for check in checks}) == 1
    assert len({tuple(check.ergebnis.reihenfolge) for check in checks}) == 1


@pytest.mark.real_model
def test_stumbling_blocks_are_quoted_with_page_and_section(index: IndexPages) -> None:
    page = publish_projekt(title="Bienen", slug="bienen", kurzfassung=BIENEN)
    page.inhalt = [("stolpersteine", [("text", "<p>Die Bienen brauchten einen Imker.</p>")])]
    page.save_revision().publish()
    index()
    (stein,) = check_sketch([Block(files.SKETCH)], None, anonymous_request()).stolpersteine
    assert (stein.seite.title, stein.abschnitt) == ("Bienen", "Stolpersteine")
    assert "einen Imker" in stein.text


@pytest.mark.real_model
def test_more_similar_pages_cost_no_more_queries(index: IndexPages) -> None:
    """All of them say what the sketch says: only of pages that fit well is it asked whether they
    contradict it, which is a query."""
    publish_projekt(files.SKETCH, title=f"{BIENEN} 1", slug="bienen-1")
    index()
    one = queries_of_a_check()
    for number in range(2, 5):
        publish_projekt(files.SKETCH, title=f"{BIENEN} {number}", slug=f"bienen-{number}")
    index()
    assert queries_of_a_check(similar=4) <= one


def queries_of_a_check(similar: int = 1) -> int:
    """The fewest of three checks: the first fills what is kept between questions, and a word index
    that could not be written a moment ago asks once more."""
    numbers = []
    for _ in range(3):
        with CaptureQueriesContext(connection) as queries:
            pruefung = check_sketch([Block(files.SKETCH)], None, anonymous_request())
        assert len(pruefung.aehnliche) == similar
        assert GOOD in pruefung.ergebnis.stufen.values()
        numbers.append(len(queries))
    return min(numbers)
