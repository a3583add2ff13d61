"""The words of public pages are counted once, then followed page by page."""

from collections.abc import Collection, Iterator

import pytest
from wagtail.models import PageViewRestriction

from suche.understand import known_words
from suche.understand.known_words import CountedPages, count_words, current_words
from tests.integration.conftest import KeepRows, Model
from tests.integration.seiten import publish_four, the_four


@pytest.fixture(scope="module")
def kept_pages(kept: KeepRows, tree: bool, fake_model: Model) -> None:
    with kept():
        fake_model.projektion.save()
        publish_four()
        fake_model.index()


@pytest.fixture
def counted(kept_pages: None, kept_index: None) -> CountedPages:
    counted = CountedPages()
    assert "bienenstoecke" in counted.known().vocabulary.spellings
    return counted


def test_only_the_page_that_has_changed_is_read_again(
    counted: CountedPages, model: Model, monkeypatch: pytest.MonkeyPatch
) -> None:
    read: set[int] = set()
    original = known_words._texts

    def watch(page_ids: Collection[int]) -> Iterator[tuple[int, str]]:
        read.update(page_ids)
        return original(page_ids)

    monkeypatch.setattr(known_words, "_texts", watch)
    page = the_four()["Bienen"]
    page.title = "Hummeln und Wespen"
    page.save_revision().publish()
    model.index()
    known = counted.known()
    assert read & {other.pk for other in the_four().values()} == {page.pk}
    assert "hummeln" in known.vocabulary.spellings
    assert dict(known._counts) == dict(CountedPages().known()._counts)


def test_a_restriction_takes_the_words_out_at_once(counted: CountedPages) -> None:
    page = the_four()["Bienen"]
    PageViewRestriction.objects.create(page=page, restriction_type="login")
    known = counted.known()
    assert "bienenstoecke" not in known.vocabulary.spellings
    assert "grabfelder" in known.vocabulary.spellings
    assert dict(known._counts) == dict(CountedPages().known()._counts)


def test_without_a_change_nothing_is_made_anew(counted: CountedPages) -> None:
    assert counted.known() is counted.known()


def test_words_counted_beforehand_are_not_read_by_the_first_question(
    kept_pages: None, kept_index: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(known_words, "_counted", CountedPages())
    count_words()
    monkeypatch.setattr(known_words, "_texts", lambda _: pytest.fail("read again"))
    assert {"vocabulary", "compounds"} <= vars(current_words()).keys()
