"""The question the wiki was made for: who has done it already?"""

import pytest

from .operation import Wiki

AT_LEAST = 5


@pytest.mark.parametrize(
    "question",
    [
        pytest.param("Wer hat schon eine digitale Kita-Anmeldung eingeführt?", id="german"),
        pytest.param("who already did digital Kita registration?", id="english"),
    ],
)
def test_five_kommunen_with_a_kita_portal_are_listed(wiki: Wiki, question: str) -> None:
    found = wiki.ask(question)
    portals = [slug for slug in found if _is_kita_portal(slug)]
    assert len(portals) >= AT_LEAST, f"{question!r}: {portals} of {found}"


def _is_kita_portal(slug: str) -> bool:
    """Hemmingen plans to give away its places online."""
    return slug.startswith("kitaportal-") or slug == "modell-kita-hemmingen"
