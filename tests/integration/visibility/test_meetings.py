"""A Veranstaltung that only a group may read."""

from collections.abc import Callable

import pytest

from .private_pages import Visitor, World

# Many surfaces show only what fits well: levels are of the bundled model.
pytestmark = [pytest.mark.django_db, pytest.mark.real_model]


MEETING_SURFACES: dict[str, Callable[[World], str]] = {
    "Veranstaltungsverzeichnis": lambda w: "/veranstaltungen/",
    "home": lambda w: "/",
    "article of a project shown there": lambda w: str(next(iter(w.neighbours.values())).url),
    "its Kommune": lambda w: str(w.nachnutzer.get_absolute_url()),
    "result page": lambda w: "/suche/?q=Treffen+zum+Austausch",
    "calendar of all": lambda w: "/veranstaltungen/kalender.ics",
    "calendar of one": lambda w: f"/veranstaltungen/{w.private_treffen.slug}/kalender.ics",
    "the page itself": lambda w: str(w.private_treffen.url),
}


@pytest.mark.parametrize("address", MEETING_SURFACES.values(), ids=MEETING_SURFACES)
def test_private_meeting_is_shown_to_its_group_only(
    address: Callable[[World], str], visitor: Visitor, world: World
) -> None:
    shown = "Geheimtreffen" in visitor.get(address(world))
    assert shown == (visitor.name in {"group member", "superuser"})
