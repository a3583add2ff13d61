"""Articles, directories, the home page, recent changes, links between pages."""

import re

import pytest

from suche.answer import similar
from tests.factories import KommuneFactory
from wiki.markt import home
from wiki.models import Kommune, Projektseite, Rueckmeldung
from wiki.models.projektseite import heute

from .private_pages import SUBJECTS, Visitor, World, named_in
from .surfaces import Surface

# Many surfaces show only what fits well: levels are of the bundled model.
pytestmark = [pytest.mark.django_db, pytest.mark.real_model]


def on_each(visitor: Visitor, world: World, address: str) -> set[str]:
    """On the pages whose address differs by kind (`{animal}`)."""
    addresses = [address.format(animal=animal.lower()) for animal, _ in SUBJECTS.values()]
    return named_in(" ".join(visitor.get(where) for where in addresses))


def articles(visitor: Visitor, world: World) -> dict[str, str]:
    """Those on the same subjects, as this visitor gets them."""
    if visitor.name not in world.seen:
        neighbours = world.neighbours.items()
        world.seen[visitor.name] = {kind: visitor.get(page.url) for kind, page in neighbours}
    return world.seen[visitor.name]


def beside_neighbours(visitor: Visitor, world: World, pattern: str) -> set[str]:
    """In one part of the articles on the same subjects."""
    texts = articles(visitor, world).values()
    return named_in(" ".join("".join(re.findall(pattern, text, re.DOTALL)) for text in texts))


def in_running_text(visitor: Visitor, world: World) -> set[str]:
    """As the target of a link in the text of the article on the same subject."""
    texts = articles(visitor, world)
    link = 'Mehr dazu <a href="{}">dort</a>'
    return {kind for kind, url in world.addresses.items() if link.format(url) in texts[kind]}


def the_page_itself(visitor: Visitor, world: World) -> set[str]:
    return named_in(" ".join(visitor.get(url) for url in world.addresses.values()))


def kommunen_counted(visitor: Visitor, world: World) -> set[str]:
    laender = visitor.context("/kommunen/")["laender"]
    names = {kommune.name for _, kommunen in laender for kommune in kommunen}
    return {kind for kind in SUBJECTS if f"Ort {kind}" in names}


def themen_counted(visitor: Visitor, address: str) -> set[str]:
    counts = {thema.name: thema.anzahl for thema, _ in visitor.context(address)["baum"]}
    return {kind for kind in SUBJECTS if counts[f"Gebiet {kind}"]}


def inside_a_kreis(visitor: Visitor, world: World) -> set[str]:
    """Kinds whose Kommune is listed as one with projects, on the page of the Kreis they lie in."""
    kreis = KommuneFactory(name="Kreis", slug="kreis", typ="Landkreis")
    Kommune.objects.filter(name__startswith="Ort ").update(kreis=kreis)
    names = {ort.name for ort in visitor.context("/kommune/kreis/")["inneres"].kommunen}
    return {kind for kind in SUBJECTS if f"Ort {kind}" in names}


def linked_from(visitor: Visitor, world: World) -> set[str]:
    """In the list of links on the page that all private ones link to."""
    text = visitor.get(world.verlinkt.url)
    return named_in("".join(re.findall('id="seite-links".*?</ul>', text, re.DOTALL)))


def questions_answered(visitor: Visitor, world: World) -> set[str]:
    """On the home page, when every private page answers a question, of an alias its source."""
    for kind, page in world.private.items():
        question = f"Frage {SUBJECTS[kind][0]}"
        page = Projektseite.objects.get(pk=page.alias_of_id or page.pk)
        block = {"frage": question, "stand": heute(), "inhalt": [("text", "<p>Ja.</p>")]}
        page.inhalt.append(("frage", block))
        page.save()
        Rueckmeldung.objects.create(
            seite=page, art="frage", text=question, im_artikel=True, marke=question
        )
    return named_in(" ".join(one.frage for one in visitor.context("/")["beantwortet"]))


def on_private(visitor: Visitor, world: World, address: str) -> set[str]:
    """On pages about the private ones (`{}`: the page's number)."""
    texts = [visitor.get(address.format(page.pk)) for page in world.private.values()]
    return named_in(" ".join(texts))


SURFACES: dict[str, Surface] = {
    "similar projects": lambda v, w: beside_neighbours(v, w, 'id="seite-aehnliche".*'),
    "link in another article": lambda v, w: beside_neighbours(v, w, "Siehe auch:.*?</p>"),
    "link in running text": in_running_text,
    "Kommune": lambda v, w: on_each(v, w, "/kommune/ort-{animal}/"),
    "Nachnutzungen": lambda v, w: named_in(v.get("/kommune/nachnutzerstadt/")),
    "Thema": lambda v, w: on_each(v, w, "/thema/gebiet-{animal}/"),
    "Kreis": inside_a_kreis,
    "Kommunenverzeichnis": kommunen_counted,
    "Themenverzeichnis": lambda v, w: themen_counted(v, "/themen/"),
    "home: Themen": lambda v, w: themen_counted(v, "/"),
    "home: newest": lambda v, w: named_in(v.get("/")),
    "home: answered questions": questions_answered,
    "Veranstaltung": lambda v, w: named_in(v.get(w.treffen.url)),
    "the page itself": the_page_itself,
    "recent changes": lambda v, w: named_in(v.get("/aenderungen/")),
    "related projects": lambda v, w: beside_neighbours(v, w, 'id="seite-verwandte".*?</section>'),
    "links to the page": lambda v, w: linked_from(v, w),
    "wanted pages": lambda v, w: named_in(v.get("/gewuenscht/")),
    "form of a feedback": lambda v, w: on_private(v, w, "/rueckmeldung/{}/"),
    "text to be proposed": lambda v, w: on_private(v, w, "/rueckmeldung/{}/?art=fehler"),
}


@pytest.mark.parametrize("surface", SURFACES.values(), ids=SURFACES)
def test_surface_shows_exactly_the_readable_pages(
    surface: Surface, visitor: Visitor, world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("NEUESTE", "FRAGEN", "FRAGEN_LOOKED_AT"):
        monkeypatch.setattr(home, name, 100)  # home: all of them, not the newest few
    # articles: all, not the nearest four
    monkeypatch.setattr(similar, "SIMILAR_PROJECTS", 100)
    assert surface(visitor, world) == visitor.readable


def test_versions_are_for_who_may_edit_and_read_the_page(visitor: Visitor, world: World) -> None:
    readable = visitor.readable if visitor.name == "superuser" else set()
    assert on_private(visitor, world, "/versionen/{}/") == readable


def test_home_counts_only_readable_projects(visitor: Visitor, world: World) -> None:
    readable = len(world.public) + len(visitor.readable)  # alias and source are one
    assert visitor.context("/")["anzahl_projekte"] == readable


def test_home_counts_only_kommunen_of_readable_projects(visitor: Visitor, world: World) -> None:
    readable = len(world.public) + len(visitor.readable)
    assert visitor.context("/")["anzahl_kommunen"] == readable
