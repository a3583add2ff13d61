"""From the editor's click to the visitor's result list, through the queue and its worker."""

import time
from collections.abc import Iterator

import pytest

from .operation import Wiki, wait_until

SLUG, WORD = "schornsteindrohne-abnahme", "Schornsteindrohne"
FOUND_WITHIN_S = 240  # the worker loads the model first, behind the jobs of load_wiki
PUBLISH = f"""
from wiki.models import Kommune, Projektseite, Projektverzeichnis, Thema
page = Projektseite(title="{WORD} prüft Dächer", slug="{SLUG}", status="betrieb", live=False)
page.kurzfassung = "Eine Stadt lässt Schornsteine aus der Luft ansehen."
page.kommunen, page.themen = [Kommune.objects.first()], [Thema.objects.first()]
Projektverzeichnis.objects.get().add_child(instance=page)
page.save_revision().publish()
"""
UNPUBLISH = f"""
from wiki.models import Projektseite
Projektseite.objects.get(slug="{SLUG}").unpublish()
"""
DELETE = f"""
from wiki.models import Projektseite
for page in Projektseite.objects.filter(slug="{SLUG}"):
    page.delete()
"""


@pytest.fixture
def published(wiki: Wiki) -> Iterator[str]:
    """The slug of a page that an editor has just published."""
    wiki.shell(DELETE + PUBLISH)
    yield SLUG
    wiki.shell(DELETE)


def test_published_page_is_found_and_unpublished_it_is_gone_at_once(
    wiki: Wiki, published: str
) -> None:
    assert wait_until(lambda: wiki.ask(WORD)[:1] == [published], FOUND_WITHIN_S), "never found"
    print(f"Found {time.time() - _published_at(wiki):.1f} s after it was published")
    wiki.shell(UNPUBLISH)
    assert published not in wiki.ask(WORD)
    assert wiki.get(f"projekte/{published}/")[0] == 404


def _published_at(wiki: Wiki) -> float:
    """Seconds since 1970."""
    rows = wiki.query(
        f"SELECT extract(epoch FROM last_published_at) FROM wagtailcore_page WHERE slug = '{SLUG}'"
    )
    return float(rows[0][0])
