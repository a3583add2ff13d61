"""A wiki that knows another one."""

from collections.abc import Iterator

import pytest
from pytest_django import Settings

from suche.verbund.models import Nachbarwiki
from tests.integration.conftest import IndexPages

from .other_wiki import OtherWiki, other_wiki


@pytest.fixture
def there(settings: Settings) -> Iterator[OtherWiki]:
    """The operator allows this machine's own network: the other wiki is here."""
    settings.WIKI_SAMMEL_NETZE = ("127.0.0.0/8",)
    with other_wiki() as wiki:
        yield wiki


@pytest.fixture
def nachbar(there: OtherWiki, index: IndexPages) -> Nachbarwiki:
    there.add(
        1, "Pegel am Bach", "Sensoren messen den Wasserstand der Lahn und warnen vor Hochwasser."
    )
    there.add(2, "Bücherbus", "Ein Bus bringt Bücher in die Dörfer.", status="in Planung")
    index()
    return Nachbarwiki.objects.create(name="Mittelhessen", adresse=f"{there.address}/")
