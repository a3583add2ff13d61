"""A wiki with one page of every private kind, and the visitors who may or may not read it.

Each private page has an animal in title and text that occurs nowhere else: whoever is shown the
animal was shown the page. All of them are in the index, even drafts: what keeps them from a visitor
is permission at query time, not a job that has run in time.
"""

from dataclasses import dataclass, field
from datetime import date, timedelta
from io import StringIO
from typing import Any

from django.contrib.auth.models import AnonymousUser, Group, User
from django.core.management import call_command
from django.db import connection
from django.http import HttpRequest
from django.test import Client, RequestFactory
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Page, PageViewRestriction, Site

from einbettung.indexing.index import Report, index_documents
from einbettung.model.encoder import TextEncoder
from einbettung.models import Aenderung
from einbettung.text.extraction import extract
from tests.factories import (
    KommuneFactory,
    ProjektseiteFactory,
    ThemaFactory,
    create_tree,
    publish_projekt,
)
from wiki.models import (
    Kommune,
    Kommunenverzeichnis,
    Nachnutzung,
    Papierkorb,
    Projektseite,
    Projektverzeichnis,
    Startseite,
    Thema,
    Themenverzeichnis,
    Veranstaltung,
    Veranstaltungsverzeichnis,
    Verwandtschaft,
)
from wiki.redaktion.papierkorb.bin import throw_away

PASSWORD = "Sesam öffne dich"
Results = list[tuple[str, str]]  # title, passage

SUBJECTS = {
    "draft": ("Amsel", "Bienenstöcke auf dem Rathausdach bestäuben Obstwiesen"),
    "unpublished": ("Biber", "Eine Drohne vermisst Grabfelder auf dem Friedhof"),
    "scheduled": ("Dachs", "Lastenräder lassen sich an der Bücherei ausleihen"),
    "login": ("Eule", "Eine Ampel zeigt die Auslastung im Freibad"),
    "group": ("Fuchs", "Sirenen warnen Anwohner vor Hochwasser am Bach"),
    "password": ("Gans", "Ein Chatbot beantwortet Fragen zum Wohngeld"),
    "below a restricted page": ("Hase", "Sensoren melden volle Altglascontainer"),
    "alias of a private page": ("Igel", "Ein virtueller Rundgang führt durchs Stadtarchiv"),
    "expired": ("Kranich", "Eine Kamera zählt Fahrräder an der Brücke"),
    "thrown away": ("Luchs", "Ein Automat gibt nachts bestellte Ausweise aus"),
}
INTERNAL = {"login", "group", "below a restricted page", "alias of a private page"}
READABLE: dict[str, set[str]] = {
    "anonymous": set(),
    "user": {"login"},
    "group member": INTERNAL,
    "superuser": INTERNAL,
    "guest with the password": {"password"},
}


@dataclass(frozen=True)
class Visitor:
    """Somebody with a browser."""

    name: str
    client: Client
    user: Any

    @property
    def request(self) -> HttpRequest:
        request = RequestFactory().get("/")
        request.user = self.user
        request.session = self.client.session
        return request

    @property
    def readable(self) -> set[str]:
        return READABLE[self.name]

    def get(self, address: str, **query: str) -> str:
        return self.client.get(address, query).getvalue().decode()

    def context(self, address: str) -> Any:
        return self.client.get(address).context


@dataclass(frozen=True)
class World:
    """`private`: the page of each kind; `neighbours`: a public page about the same subject, which
    links to it and names it as related; `treffen`: a public Veranstaltung where all private ones
    were presented; `verlinkt`: a public page that all private ones link to. For several
    surfaces: `seen`, the articles of all neighbours as a visitor of that name got them, and
    `results`, by visitor and legs, those of all subjects."""

    private: dict[str, Projektseite]
    neighbours: dict[str, Projektseite]
    treffen: Veranstaltung
    private_treffen: Veranstaltung
    nachnutzer: Kommune
    verlinkt: Projektseite
    seen: dict[str, dict[str, str]] = field(default_factory=dict)
    results: dict[tuple[str, tuple[str, ...]], Results] = field(default_factory=dict)

    @property
    def public(self) -> list[Projektseite]:
        return [*self.neighbours.values(), self.verlinkt]

    @property
    def addresses(self) -> dict[str, str]:
        """Where each private page is, or was before somebody threw it away."""
        return {
            kind: page.url or f"/projekte/{SUBJECTS[kind][0].lower()}/"
            for kind, page in self.private.items()
        }

    def kinds(self, page_ids: set[int]) -> set[str]:
        return {kind for kind, page in self.private.items() if page.pk in page_ids}


def subject(kind: str) -> str:
    return SUBJECTS[kind][1]


def named_in(text: str) -> set[str]:
    """The kinds whose animal stands in the text."""
    return {kind for kind, (animal, _) in SUBJECTS.items() if animal in text}


def build_world(encoder: TextEncoder) -> World:
    start = create_tree()
    verlinkt = publish_projekt(title="Ziel aller Verweise", slug="verlinkt")
    start.refresh_from_db()
    start.add_child(instance=Kommunenverzeichnis(title="Kommunen", slug="kommunen"))
    start.add_child(instance=Themenverzeichnis(title="Themen", slug="themen"))
    public = Projektverzeichnis.objects.get()
    intern = start.add_child(instance=Projektverzeichnis(title="Intern", slug="intern"))
    team = Group.objects.create(name="Projektteam")
    _restrict(intern, "groups", team)
    nachnutzer = KommuneFactory(name="Nachnutzerstadt", slug="nachnutzerstadt")
    private = _private_pages(public, intern, team, nachnutzer)
    neighbours = {kind: _neighbour(page, kind, public) for kind, page in private.items()}
    treffen, private_treffen = _meetings(private, neighbours, nachnutzer, team)
    pages = Page.objects.type(Projektseite, Veranstaltung).specific()
    documents = [extract(page) for page in pages]
    index_documents(documents, encoder.signature, lambda: encoder, report=Report())
    call_command("rebuild_references_index", stdout=StringIO())  # no worker does it here
    return World(private, neighbours, treffen, private_treffen, nachnutzer, verlinkt)


def tear_down_world() -> None:
    Site.objects.update(root_page=Page.get_first_root_node())
    for start in Startseite.objects.all():
        start.delete()
    for bin_ in Papierkorb.objects.all():
        bin_.delete()
    for model in (Kommune, Thema, User, Aenderung):
        model._default_manager.all().delete()
    Group.objects.filter(name="Projektteam").delete()
    with connection.cursor() as cursor:
        cursor.execute("TRUNCATE procrastinate_jobs CASCADE")


def visit(name: str, world: World) -> Visitor:
    """A visitor of this name in READABLE."""
    client = Client()
    if name == "guest with the password":
        _type_password(client, world.private["password"])
    return Visitor(name, client, _log_in(name, client))


def _log_in(name: str, client: Client) -> Any:
    if name not in {"user", "group member", "superuser"}:
        return AnonymousUser()
    user = User.objects.create(username=name, is_superuser=name == "superuser")
    if name == "group member":
        user.groups.add(Group.objects.get(name="Projektteam"))
    client.force_login(user)
    return user


def _type_password(client: Client, page: Page) -> None:
    restriction = page.view_restrictions.get()
    address = reverse("wagtailcore_authenticate_with_password", args=[restriction.pk, page.pk])
    answer = client.post(address, {"password": PASSWORD, "return_url": page.url})
    assert answer.status_code == 302


def _private_pages(
    public: Page, intern: Page, team: Group, nachnutzer: Kommune
) -> dict[str, Projektseite]:
    tomorrow = timezone.now() + timedelta(days=1)
    pages = {
        "draft": _add("draft", public, nachnutzer, publish=False),
        "unpublished": _add("unpublished", public, nachnutzer),
        "scheduled": _add("scheduled", public, nachnutzer, go_live_at=tomorrow),
        "login": _add("login", public, nachnutzer),
        "group": _add("group", public, nachnutzer),
        "password": _add("password", public, nachnutzer),
        "below a restricted page": _add("below a restricted page", intern, nachnutzer),
    }
    pages["expired"] = _add("expired", public, nachnutzer)
    # The time is over, and no job has run yet.
    Page.objects.filter(pk=pages["expired"].pk).update(expire_at=tomorrow - timedelta(days=2))
    source = _add("alias of a private page", intern, nachnutzer)
    pages["alias of a private page"] = source.create_alias(parent=public, update_slug="igel-2")
    pages["unpublished"].unpublish()
    pages["thrown away"] = _add("thrown away", public, nachnutzer)
    throw_away(pages["thrown away"].pk, None)
    _restrict(pages["login"], "login")
    _restrict(pages["group"], "groups", team)
    _restrict(pages["password"], "password")
    for page in pages.values():
        page.refresh_from_db()
    return pages


def _add(
    kind: str, parent: Page, nachnutzer: Kommune, *, publish: bool = True, **fields: Any
) -> Projektseite:
    animal, about = SUBJECTS[kind]
    page = ProjektseiteFactory.build(title=f"Vorhaben {animal}", slug=animal.lower(), **fields)
    page.kurzfassung = f"{about}, genannt {animal}."
    place = {"name": f"Ort {kind}", "slug": f"ort-{animal.lower()}", "lat": 50.0, "lon": 8.0}
    page.kommunen = [KommuneFactory(**place)]
    page.themen = [ThemaFactory(name=f"Gebiet {kind}", slug=f"gebiet-{animal.lower()}")]
    page.laufzeit_von, page.laufzeit_bis = 2020, 2022  # the timeline draws two years
    page.nachnutzungen = [Nachnutzung(kommune=nachnutzer)]
    verlinkt = Projektseite.objects.get(slug="verlinkt")
    page.inhalt = [("loesung", [("projekt", verlinkt), ("gewuenscht", f"Lob der {animal}")])]
    page.live = False
    parent.add_child(instance=page)
    revision = page.save_revision()
    if publish:
        revision.publish()
    page.refresh_from_db()
    return page


def _neighbour(private: Projektseite, kind: str, public: Page) -> Projektseite:
    """A public page on the same subject, with a link to the private one."""
    page = ProjektseiteFactory.build(title=f"Nachbar {private.pk}", slug=f"nachbar-{private.pk}")
    page.kurzfassung = f"{subject(kind)}."
    page.kommunen, page.themen = [KommuneFactory()], [ThemaFactory()]
    link = f'<p>Mehr dazu <a linktype="page" id="{private.pk}">dort</a>.</p>'
    page.inhalt = [("loesung", [("projekt", private), ("text", link)])]
    page.verwandte = [Verwandtschaft(ziel=private)]
    page.live = False
    public.add_child(instance=page)
    page.save_revision().publish()
    return page


def _meetings(
    private: dict[str, Projektseite],
    neighbours: dict[str, Projektseite],
    kommune: Kommune,
    team: Group,
) -> tuple[Veranstaltung, Veranstaltung]:
    treffen = _meeting("Offenes Treffen", date(2025, 5, 1), list(private.values()))
    closed = _meeting("Geheimtreffen", date(2026, 5, 1), list(neighbours.values()), kommune)
    _restrict(closed, "groups", team)
    return treffen, closed


def _meeting(
    title: str, day: date, projekte: list[Projektseite], kommune: Kommune | None = None
) -> Veranstaltung:
    page = Veranstaltung(title=title, kurzfassung=f"{title} zum Austausch.", datum=day, ort="Mainz")
    page.kommune = kommune
    page.projekte = projekte
    Veranstaltungsverzeichnis.objects.get().add_child(instance=page)
    page.save_revision().publish()
    return page


def _restrict(page: Page, how: str, group: Group | None = None) -> None:
    restriction = PageViewRestriction.objects.create(
        page=page, restriction_type=how, password=PASSWORD if how == "password" else ""
    )
    if group:
        restriction.groups.add(group)
