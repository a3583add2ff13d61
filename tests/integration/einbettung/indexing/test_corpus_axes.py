"""Axes of the token vectors: a wiki with enough passages gets its own, a small one those of a fixed
sample."""

import pytest

from einbettung.exceptions import GenerationInvalid
from einbettung.indexing import generation
from einbettung.indexing.generation import begin
from einbettung.model.active_model import model_signature
from einbettung.model.encoder import configured_source
from einbettung.models import Chunk, Generation, Projektion
from einbettung.vectors import encoding
from suche.messung.model_change import fill
from tests.integration.conftest import IndexPages
from tests.integration.seiten import publish_four


@pytest.fixture
def enough(monkeypatch: pytest.MonkeyPatch) -> None:
    """Four pages have enough passages."""
    monkeypatch.setattr(encoding, "FITTED_TO_AT_LEAST", 3)
    monkeypatch.setattr(generation, "FITTED_TO_AT_LEAST", 3)


def axes_of(modell: str) -> Projektion:
    return Projektion.objects.get(pk=modell)


def test_a_small_wiki_gets_the_axes_of_the_fixed_sample(index: IndexPages) -> None:
    Projektion.objects.all().delete()
    publish_four()
    index()
    assert Projektion.objects.get().passagen == 0


@pytest.mark.usefixtures("enough")
def test_a_wiki_with_enough_passages_gets_axes_of_its_own(index: IndexPages) -> None:
    Projektion.objects.all().delete()
    publish_four()
    index()
    assert Projektion.objects.get().passagen == Chunk.objects.count()


@pytest.mark.usefixtures("enough")
def test_axes_stay_what_they_were_when_pages_are_added(index: IndexPages) -> None:
    publish_four()
    before = bytes(axes_of(model_signature()).basis)
    index()
    assert bytes(axes_of(model_signature()).basis) == before


@pytest.mark.usefixtures("enough")
def test_a_grown_wiki_gets_axes_of_its_own_with_a_new_generation(index: IndexPages) -> None:
    publish_four()
    index()
    new = begin(configured_source())
    bau = fill(new)
    assert new.modell.endswith("#2")
    assert (bau.reused, axes_of(new.modell).passagen) == (0, bau.encoded)


@pytest.mark.usefixtures("enough")
def test_a_wiki_with_axes_of_its_own_is_not_built_again(index: IndexPages) -> None:
    publish_four()
    index()
    Projektion.objects.update(passagen=3)
    with pytest.raises(GenerationInvalid, match="aktiv"):
        begin(configured_source())


def test_a_wiki_that_has_not_grown_is_not_built_again(index: IndexPages) -> None:
    publish_four()
    index()
    with pytest.raises(GenerationInvalid, match="aktiv"):
        begin(configured_source())
    assert Generation.objects.count() == 1
