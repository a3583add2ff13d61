"""What machines of the web are told: sitemap, Markdown twins, preview pictures, address bar."""

import json

import pytest
from wagtail.models import Page

from .private_pages import SUBJECTS, Visitor, World, named_in
from .surfaces import Surface

pytestmark = pytest.mark.django_db


def twins(visitor: Visitor, world: World) -> set[str]:
    return named_in(" ".join(visitor.get(f"{url}index.md") for url in world.addresses.values()))


def lists(visitor: Visitor, folder: str) -> set[str]:
    animals = (animal.lower() for animal, _ in SUBJECTS.values())
    return named_in(" ".join(visitor.get(folder.format(animal)) for animal in animals))


def address_bar(visitor: Visitor, typed: str) -> str:
    """All but what was typed, which the answer repeats."""
    _, *answered = json.loads(visitor.get("/suche/opensearch/", q=typed))
    return json.dumps(answered, ensure_ascii=False)


SURFACES: dict[str, Surface] = {
    "the page as Markdown": twins,
    "Markdown of a Kommune": lambda v, w: lists(v, "/kommune/ort-{}/index.md"),
    "Markdown of a Thema": lambda v, w: lists(v, "/thema/gebiet-{}/index.md"),
    "suggestions in the address bar": lambda v, w: named_in(
        " ".join(address_bar(v, animal) for animal, _ in SUBJECTS.values())
    ),
}


@pytest.mark.parametrize("surface", SURFACES.values(), ids=SURFACES)
def test_surface_shows_exactly_the_readable_pages(
    surface: Surface, visitor: Visitor, world: World
) -> None:
    assert surface(visitor, world) == visitor.readable


def test_public_lists_name_nobody_a_private_page(visitor: Visitor, world: World) -> None:
    """Crawlers log in nowhere: whoever asks gets what anybody may read."""
    assert "/sitemap-seiten.xml" in visitor.get("/sitemap.xml")
    parts = [visitor.get(f"/sitemap-{part}.xml") for part in ("seiten", "kommunen", "themen")]
    listed = " ".join([*parts, visitor.get("/llms.txt")])
    assert "/projekte/verlinkt/" in listed
    hidden = [animal for animal, _ in SUBJECTS.values() if animal.lower() in listed.lower()]
    assert not hidden


def test_frames_show_nobody_a_private_page(visitor: Visitor, world: World) -> None:
    """Whoever looks into a frame is nobody there."""
    private = world.private.values()
    shown = [visitor.get(f"/einbetten/projekt/{page.pk}/") for page in private]
    shown += [visitor.get("/oembed/", url=f"http://testserver{page.url}") for page in private]
    for animal, about in SUBJECTS.values():
        shown.append(visitor.get(f"/einbetten/kommune/ort-{animal.lower()}/"))
        shown.append(visitor.get("/einbetten/suche/", q=about))
    assert "einbetten-projekt" in shown[-1]
    assert not named_in(" ".join(shown))


def test_open_data_holds_nobody_a_private_page(visitor: Visitor, world: World) -> None:
    """Portals keep what they get, and log in nowhere."""
    addresses = ("/daten/projekte.csv", "/daten/projekte.json", "/daten/projekte.jsonld")
    files = [visitor.get(address) for address in addresses]
    assert all("Ziel aller Verweise" in file for file in files)
    assert not named_in(" ".join(files))
    assert "DataService" in visitor.get("/daten/katalog.ttl")


def test_names_that_last_lead_to_readable_pages(visitor: Visitor, world: World) -> None:
    """An alias is no project of its own, and its source lies elsewhere."""
    private = {kind: page for kind, page in world.private.items() if not page.alias_of}
    names = {kind: f"/id/{page.translation_key}/" for kind, page in private.items()}
    led = {kind for kind, name in names.items() if visitor.client.get(name).status_code == 303}
    assert led == visitor.readable & set(private)
    assert "</html>" in visitor.get("/id/00000000-0000-0000-0000-000000000000/")  # nobody's: 404


def test_twins_of_other_pages_name_no_private_page(world: World, visitor: Visitor) -> None:
    """Those that link to private pages, and a meeting where such projects were presented."""
    pages: list[Page] = [*world.neighbours.values(), world.treffen]
    assert visitor.get("/projekte/verlinkt/index.md").startswith("# Ziel aller Verweise")
    texts = [visitor.get(f"{page.url}index.md") for page in pages]
    assert all(text.startswith("# ") for text in texts)
    assert named_in(" ".join(texts)) <= visitor.readable


def test_picture_is_made_of_public_pages_only(world: World, visitor: Visitor) -> None:
    client = visitor.client
    status = {client.get(f"/vorschaubild/{p.pk}.png").status_code for p in world.private.values()}
    assert status == {404}
    assert client.get(f"/vorschaubild/{world.verlinkt.pk}.png")["Content-Type"] == "image/png"
