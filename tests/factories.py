"""Pages and snippets for tests, published the way editors do it."""

from typing import Any

import factory
import wagtail_factories
from wagtail.models import Page, Site

from wiki.models import (
    Kommune,
    Projektseite,
    Projektverzeichnis,
    Startseite,
    Thema,
    Veranstaltungsverzeichnis,
)


class KommuneFactory(factory.django.DjangoModelFactory):
    name = factory.Sequence(lambda n: f"Musterstadt {n}")
    slug = factory.Sequence(lambda n: f"musterstadt-{n}")
    typ = Kommune.Typ.STADT
    land = "Rheinland-Pfalz"

    class Meta:
        model = Kommune


class ThemaFactory(factory.django.DjangoModelFactory):
    name = factory.Sequence(lambda n: f"Thema {n}")
    slug = factory.Sequence(lambda n: f"thema-{n}")

    class Meta:
        model = Thema


class ProjektseiteFactory(wagtail_factories.PageFactory):
    title = factory.Sequence(lambda n: f"Projekt {n}")
    kurzfassung = "Eine Stadt probiert etwas aus."
    status = Projektseite.Status.BETRIEB

    class Meta:
        model = Projektseite


def create_tree() -> Startseite:
    """Home with the index pages below it, as the default site."""
    root = Page.get_first_root_node()
    start = root.add_child(instance=Startseite(title="Start", slug="start"))
    Site.objects.update_or_create(
        is_default_site=True, defaults={"hostname": "localhost", "root_page": start}
    )
    start.add_child(instance=Projektverzeichnis(title="Projekte", slug="projekte"))
    start.add_child(instance=Veranstaltungsverzeichnis(title="Treffen", slug="veranstaltungen"))
    start.refresh_from_db()
    return start


def publish_projekt(text: str = "", **fields: Any) -> Projektseite:
    """A published Projektseite below the one Projektverzeichnis; `text` becomes its Lösung."""
    kommunen = fields.pop("kommunen", None) or [KommuneFactory()]
    themen = fields.pop("themen", None) or [ThemaFactory()]
    parent = Projektverzeichnis.objects.get()
    page = ProjektseiteFactory.build(**fields)
    page.slug = fields.get("slug", f"projekt-{Page.objects.count()}")
    page.kommunen, page.themen = kommunen, themen
    if text:
        page.inhalt = [("loesung", [("text", f"<p>{text}</p>")])]
    page.live = False
    parent.add_child(instance=page)
    page.save_revision().publish()
    page.refresh_from_db()
    return page
