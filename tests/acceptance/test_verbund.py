"""Two wikis, each with its own database and its own processes: what one shows, the other finds."""

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import pytest
from playwright.sync_api import Page

from tests.template import EMPTY, copy_template

from .look import LIMIT, ZOOMED, look_at, weight_of
from .operation import (
    READY,
    READY_TIMEOUT_S,
    Wiki,
    drop_database,
    free_port,
    stop_serve,
    wait_until,
)

CASES = """
from tests.factories import KommuneFactory, create_tree, publish_projekt
create_tree()
kommune = KommuneFactory(name="{kommune}", slug="kommune", land="{land}")
publish_projekt("<p>{text}</p>", title="{titel}", slug="fall", kommunen=[kommune])
"""
PULL = """
from django.conf import settings
from django.core.management import call_command
settings.WIKI_SAMMEL_NETZE = ("127.0.0.0/8",)
call_command("pull_wikis")
"""
NAME = """
from suche.verbund.models import Nachbarwiki
Nachbarwiki.objects.bulk_create([Nachbarwiki(name="Mittelhessen", adresse="{}")])
"""
CHANGE = """
from wiki.models import Projektseite
page = Projektseite.objects.get()
page.title = "Pegel an der Lahn"
page.save_revision().publish()
"""
WITHDRAW = "from wiki.models import Projektseite; Projektseite.objects.get().unpublish()"
MANY = """
from django.utils import timezone
from suche.verbund.indexing import index_cases, index_missing
from suche.verbund.models import Fremdprojekt, Nachbarwiki
from wiki.models import Projektseite
Nachbarwiki.objects.bulk_create([
    Nachbarwiki(name=name, adresse=f"https://{name}.example/", bestaetigt_am=timezone.now())
    for name in ("hessen", "sachsen")
])
wikis = list(Nachbarwiki.objects.all())
pages = Projektseite.objects.live().prefetch_related("kommunen", "themen").order_by("pk")[:60]
cases = [
    Fremdprojekt(
        wiki=wikis[number % 2], kennung=str(page.pk), titel=f"Parken: {page.title}",
        adresse=f"{wikis[number % 2].adresse}projekte/{page.slug}/", kurzfassung=page.kurzfassung,
        kommunen=[k.name for k in page.kommunen.all()], laender=["Hessen"], status=page.status,
        status_jahr=page.status_jahr, themen=[t.name for t in page.themen.all()],
        fingerabdruck="x", abschnitte=[{"name": "Parken", "text": page.kurzfassung}],
    )
    for number, page in enumerate(pages)
]
Fremdprojekt.objects.bulk_create(cases)
index_cases(cases)
for one in wikis:
    index_missing(one)
"""
FORGET = "from suche.verbund.models import Nachbarwiki; Nachbarwiki.objects.all().delete()"
SHOWN_ON = {
    "below the own hits": "suche/?q=Parken",
    "instead of them": "suche/?q=Parken&herkunft=andere",
    "list": "suche/andere-wikis/?wort=Parken",
}
QUESTION = "Wer in Hessen misst den Wasserstand?"
HEADING = "Aus anderen Wikis"


@contextmanager
def served(name: str, **case: str) -> Iterator[Wiki]:
    """A wiki with one case, in processes of its own; it calls itself what its address is."""
    with (
        tempfile.TemporaryDirectory(prefix=f"wiki-{name}-") as folder,
        pytest.MonkeyPatch.context() as told,
    ):
        wiki = Wiki(f"wiki_{name}_{os.getpid()}", Path(folder))
        copy_template(EMPTY, wiki)
        port, log = free_port(), wiki.var / "serve.log"
        address = f"http://127.0.0.1:{port}/"
        told.setenv("WIKI_ADRESSE", address)
        wiki.shell(CASES.format(**case))
        serve = wiki.start("serve", "--port", str(port), log=log)
        try:
            assert wait_until(lambda: READY in log.read_text(), READY_TIMEOUT_S), log.read_text()
            yield replace(wiki, address=address)
        finally:
            stop_serve(serve)
            wiki.end_shell()
            drop_database(wiki.database)


@pytest.fixture(scope="module")
def many(wiki: Wiki) -> Iterator[Wiki]:
    """The loaded wiki, with 60 cases of two others."""
    wiki.shell(MANY)
    yield wiki
    wiki.shell(FORGET)


@pytest.mark.parametrize("path", SHOWN_ON.values(), ids=SHOWN_ON)
def test_everybody_can_use_a_page_with_foreign_cases(many: Wiki, page: Page, path: str) -> None:
    seen = look_at(page, path)
    assert page.locator(".wiki-treffer--fremd").count() >= 3
    assert (seen.light, seen.dark, seen.moving, seen.refused) == ([], [], [], [])
    assert seen.width <= ZOOMED


@pytest.mark.parametrize("path", SHOWN_ON.values(), ids=SHOWN_ON)
def test_a_page_with_foreign_cases_is_light(many: Wiki, page: Page, path: str) -> None:
    total = weight_of(page, path)
    print(f"/{path}: {total} bytes")
    assert 0 < total <= LIMIT


def foreign_part(wiki: Wiki) -> str:
    """What its result page shows of the other wiki; empty when it shows none."""
    status, html = wiki.get("suche/", q=QUESTION)
    assert status == 200, html
    return html.partition(HEADING)[2]


def test_a_case_of_another_wiki_is_found_follows_and_goes() -> None:
    here = {"kommune": "Trier", "land": "Rheinland-Pfalz", "titel": "Pegel an der Mosel"}
    far = {"kommune": "Gießen", "land": "Hessen", "titel": "Pegel am Bach"}
    text = "Sensoren messen den Wasserstand und warnen vor Hochwasser."
    with served("hier", text=text, **here) as own, served("dort", text=text, **far) as other:
        own.shell(NAME.format(other.address))
        assert "1 Projekt, 1 neu" in own.shell(PULL)
        found = foreign_part(own)
        assert "Pegel am Bach" in found
        assert f'href="{other.address}projekte/fall/"' in found
        other.shell(CHANGE)
        assert "1 geändert" in own.shell(PULL)
        assert "Pegel an der Lahn" in foreign_part(own)
        other.shell(WITHDRAW)
        assert "1 zurückgezogen" in own.shell(PULL)
        assert foreign_part(own) == ""
