"""Fixtures of all tiers; unit tests use none of them (docs/entwicklung.md)."""

import pytest
from django.conf import settings

from einbettung.model.encoder import (
    Encoder,
    configured_signature,
    configured_source,
    load_encoder,
    path_of,
)
from suche.rank.words.lexical import LexicalIndex, lexical_index


@pytest.fixture(scope="session")
def encoder() -> Encoder:
    """The real model (loads once, about 10 s)."""
    return load_encoder(path_of(configured_source()), configured_signature())


@pytest.fixture
def wortindex() -> LexicalIndex:
    """The real Whoosh index, empty; it fills itself from the change log of the test database."""
    index = lexical_index()
    index.drop()
    return index


@pytest.fixture(autouse=True)
def _media_in_a_temporary_folder() -> None:
    """Guards against a test run that writes into the checkout's own files."""
    assert "wiki-test-" in str(settings.MEDIA_ROOT)
