"""The wiki that is exported."""

import pytest

from tests.integration.austausch import small_wiki
from wiki.austausch.importing import duplicates


@pytest.fixture
def exported_wiki(db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    """A small one, where nothing counts as alike."""
    monkeypatch.setattr(duplicates, "_registered", [])
    small_wiki()
