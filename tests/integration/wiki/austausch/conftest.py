"""The wiki that is exported and imported into."""

import pytest

from tests.integration.austausch import small_registers
from tests.integration.conftest import KeepRows
from wiki.austausch.importing import duplicates


@pytest.fixture(scope="module")
def registers(kept: KeepRows, tree: bool) -> None:
    with kept():
        small_registers()


@pytest.fixture
def small_wiki(registers: None, db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    """A tree, three Kommunen, two Themen. Nothing counts as alike: the search is not asked."""
    monkeypatch.setattr(duplicates, "_registered", [])
