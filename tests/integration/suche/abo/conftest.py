"""Forms of `suche.abo` as people send them."""

import pytest

from tests.factories import publish_projekt
from tests.integration.conftest import IndexPages, KeepRows, Model
from tests.integration.seiten import BIENEN
from wiki.platform.forms import protection


@pytest.fixture(autouse=True)
def forms_are_old(monkeypatch: pytest.MonkeyPatch) -> None:
    """As if people had typed for a while; one test looks at the time itself."""
    monkeypatch.setattr(protection, "is_young", lambda *_: False)


@pytest.fixture(scope="module")
def kept_bienen(kept: KeepRows, tree: bool, fake_model: Model) -> None:
    with kept():
        fake_model.projektion.save()
        publish_projekt(BIENEN, title="Alte Bienen")
        fake_model.index()


@pytest.fixture
def bienen(kept_bienen: None, kept_index: None, index: IndexPages) -> IndexPages:
    return index
