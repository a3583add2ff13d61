"""Markt, comparison, Merkliste and maps."""

import re

import pytest
from django.http import HttpResponse

from wiki.markt.merkliste import merkliste

from .private_pages import SUBJECTS, Visitor, World, named_in
from .surfaces import Surface

pytestmark = pytest.mark.django_db


def markt(visitor: Visitor, **query: str) -> set[str]:
    """Kinds whose project is on the Markt, looked for on every page of it."""
    pages, number = [], 1
    while True:
        answer = visitor.client.get("/projekte/", query | {"seite": str(number)})
        pages.append(answer.content.decode())
        seite = answer.context.get("seite")
        if seite is None or not seite.has_next():
            return named_in(" ".join(pages))
        number += 1


def markt_filtered(visitor: Visitor) -> set[str]:
    """Kinds that are counted when only their Thema is chosen."""
    where = {kind: f"/projekte/?thema=gebiet-{a.lower()}" for kind, (a, _) in SUBJECTS.items()}
    return {kind for kind, address in where.items() if visitor.context(address)["anzahl"]}


def markt_counted(visitor: Visitor) -> set[str]:
    """Kinds whose Thema is offered as a filter, which it is only with a number above 0."""
    facetten = {f.name: f for f in visitor.context("/projekte/")["facetten"]}
    offered = {option.wert for option in facetten["thema"].werte}
    return {kind for kind, (animal, _) in SUBJECTS.items() if f"gebiet-{animal.lower()}" in offered}


def on_the_map(visitor: Visitor) -> set[str]:
    context = visitor.context("/projekte/?ansicht=karte")
    listed = {ort.name for _, orte in context["laender"] for ort, _ in orte}
    assert listed
    return {kind for kind in SUBJECTS if f"Ort {kind}" in listed}


def on_the_home_map(visitor: Visitor) -> set[str]:
    names = {punkt.ort.name for punkt in visitor.context("/")["punkte"]}
    return {kind for kind in SUBJECTS if f"Ort {kind}" in names}


def shared(visitor: Visitor, world: World, address: str) -> set[str]:
    """What an address with the numbers or the slugs of all private pages shows."""
    private = list(world.private.values())
    numbers, slugs = [page.pk for page in private], [page.slug for page in private]
    pages = [visitor.client.get(address, query) for query in ({"nr": numbers}, {"p": slugs})]
    return named_in(" ".join(page.content.decode() for page in pages))


def own_comparison(visitor: Visitor, world: World) -> set[str]:
    """Without an address the list is compared; the way there must not name more."""
    remember_all(visitor, world)
    compared = visitor.client.get("/markt/vergleich/", follow=True)
    asked = visitor.client.get("/markt/vergleich/").headers.get("Location", "")
    numbers = {int(nr) for nr in re.findall(r"nr=(\d+)", asked)}
    named = {kind for kind, number in listed_numbers(world).items() if number in numbers}
    assert named == named_in(compared.content.decode())
    return named


def listed_numbers(world: World) -> dict[str, int]:
    """Kind -> the number under which a list holds the page: of an alias that of its source."""
    return {kind: page.alias_of_id or page.pk for kind, page in world.private.items()}


def remember_all(visitor: Visitor, world: World) -> None:
    answer = HttpResponse()
    merkliste.write(answer, [page.pk for page in world.private.values()])
    visitor.client.cookies[merkliste.COOKIE] = answer.cookies[merkliste.COOKIE].value


def own_merkliste(visitor: Visitor, world: World) -> set[str]:
    """A list put together while all pages could be read; the menu must not count the rest."""
    remember_all(visitor, world)
    page = visitor.get("/merkliste/")
    counted = re.search(r"data-merkliste-anzahl[^>]*> \((\d+)\)", page)
    assert counted
    assert int(counted[1]) == len(named_in(page))
    return named_in(page)


def put_on_the_merkliste(visitor: Visitor, world: World) -> set[str]:
    """Kinds that may be remembered; the answer must not tell a private page from none."""
    form = {kind: {"merken": page.pk} for kind, page in world.private.items()}
    change = "/merkliste/aendern/"
    return {k for k, data in form.items() if visitor.client.post(change, data).status_code == 303}


def taken_over(visitor: Visitor, world: World) -> set[str]:
    """What is on one's own list after a shared one with all private pages was taken over."""
    form = {"projekt": [page.pk for page in world.private.values()], "aktion": "uebernehmen"}
    visitor.client.post("/merkliste/aendern/", form)
    kept = visitor.client.cookies.get(merkliste.COOKIE)
    ids = kept.value.partition(":")[0].split(".") if kept else []
    return {kind for kind, number in listed_numbers(world).items() if str(number) in ids}


SURFACES: dict[str, Surface] = {
    "Markt": lambda v, w: markt(v),
    "Markt by status": lambda v, w: markt(v, status="betrieb"),
    "Markt: newest first": lambda v, w: markt(v, sortierung="neu"),
    "Markt: timeline": lambda v, w: markt(v, ansicht="zeit"),
    "Markt: number with a filter": lambda v, w: markt_filtered(v),
    "Markt: numbers at the filters": lambda v, w: markt_counted(v),
    "Markt: map": lambda v, w: on_the_map(v),
    "home: map": lambda v, w: on_the_home_map(v),
    "comparison": lambda v, w: shared(v, w, "/markt/vergleich/"),
    "comparison of one's own list": own_comparison,
    "shared Merkliste": lambda v, w: shared(v, w, "/merkliste/"),
    "Merkliste as text": lambda v, w: shared(v, w, "/merkliste/text/"),
    "own Merkliste": own_merkliste,
    "taking over a shared Merkliste": taken_over,
    "putting on the Merkliste": put_on_the_merkliste,
}


@pytest.mark.parametrize("surface", SURFACES.values(), ids=SURFACES)
def test_surface_shows_exactly_the_readable_pages(
    surface: Surface, visitor: Visitor, world: World
) -> None:
    assert surface(visitor, world) == visitor.readable


def test_projektverzeichnis_counts_only_readable_projects(visitor: Visitor, world: World) -> None:
    readable = len(world.public) + len(visitor.readable)  # alias and source are one
    assert visitor.context("/projekte/")["anzahl"] == readable
