"""Projects that tell of the same as a row of an import, found by the search."""

import pytest

from suche.answer.similar import similar_titles
from tests.integration.conftest import IndexPages
from tests.integration.seiten import BIENEN, publish_four
from wiki.austausch.importing import duplicates
from wiki.visibility import anonymous_request


def test_the_search_is_what_imports_ask() -> None:
    assert duplicates._registered == [similar_titles]


@pytest.mark.real_model
def test_a_row_about_the_same_in_other_words_is_found(index: IndexPages) -> None:
    publish_four()
    index()
    found = similar_titles(f"Imkerei auf dem Dach. {BIENEN}", anonymous_request())
    assert found == ["Bienen auf dem Dach"]
    assert similar_titles("Fahrplan der Straßenbahn bei Glatteis", anonymous_request()) == []


@pytest.mark.parametrize("text", ["", "?!", "\0", "a" * 5000])
def test_rows_that_are_no_question_have_nothing_alike(index: IndexPages, text: str) -> None:
    assert similar_titles(text, anonymous_request()) == []
