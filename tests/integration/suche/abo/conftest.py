"""Forms of `suche.abo` as people send them."""

import pytest

from suche.page import form_protection


@pytest.fixture(autouse=True)
def forms_are_old(monkeypatch: pytest.MonkeyPatch) -> None:
    """As if people had typed for a while; one test looks at the time itself."""
    monkeypatch.setattr(form_protection, "is_young", lambda *_: False)
