"""What editors and operators see of pages."""

import pytest

from suche.luecken.models import Luecke
from suche.luecken.nightly import FROM_ASKERS

from .private_pages import SUBJECTS, Visitor, World, named_in

pytestmark = pytest.mark.django_db


def test_index_report_is_for_editors_only(visitor: Visitor, world: World) -> None:
    """Who may edit a page sees it there whatever its state; nobody else sees anything."""
    shown = named_in(visitor.get("/admin/reports/index/"))
    assert shown == (set(SUBJECTS) if visitor.name == "superuser" else set())


def test_gap_report_names_pages_that_the_editor_may_read(visitor: Visitor, world: World) -> None:
    near = [(page.pk, "verwandt") for page in world.private.values()]
    for start in range(len(near)):
        Luecke.objects.create(frage="Wer?", anzahl=FROM_ASKERS, naechste=near[start:])
    answer = {"anzahl": FROM_ASKERS, "stand": "beantwortet", "beantwortet_am": "2026-11-25"}
    for page in world.private.values():
        Luecke.objects.create(frage="Wo?", antwort=page.page_ptr, **answer)
    shown = named_in(visitor.get("/admin/reports/luecken/"))
    assert shown == (visitor.readable if visitor.name == "superuser" else set())


def test_state_of_the_wiki_names_no_page(visitor: Visitor, world: World) -> None:
    assert named_in(visitor.get("/health/ready")) == set()
