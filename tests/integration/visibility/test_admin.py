"""An Autor of another Kommune in the CMS: every address that Autoren may ask for is asked, with the
numbers of hidden things, and names none of them; every other address is refused."""

from fnmatch import fnmatchcase
from itertools import pairwise

import pytest
from django.contrib.auth.models import Group, User
from django.core.files.base import ContentFile
from django.http import HttpResponse
from django.test import Client, RequestFactory
from django.urls import resolve
from wagtail.documents.models import Document
from wagtail.images import get_image_model
from wagtail.images.tests.utils import get_test_image_file
from wagtail.models import Collection, CollectionViewRestriction, Page
from wagtail.search.index import insert_or_update_object

from tests.factories import KommuneFactory
from tests.integration.rollen import logged_in, person
from wiki.models import Hilfreich, Rueckmeldung
from wiki.models.mitarbeit import AUTOR, LEITUNG, REDAKTION
from wiki.models.projektseite import heute
from wiki.redaktion.rollen.adressen import (
    ADDRESSES,
    AdminAddressesMiddleware,
    may_ask_for,
    name_of,
)
from wiki.redaktion.rollen.eingang import EINGANG
from wiki.redaktion.rollen.rollen import setup_roles

from .admin_routes import Hidden, admin_routes, filled_in
from .private_pages import World, named_in

pytestmark = pytest.mark.django_db

ROUTES = admin_routes()
KINDS = ("draft", "group", "thrown away")  # of a hidden page, for which every address is asked
SECRET = "Geheimsache"
READ = {"login"}  # an Autor is logged in


def asked(hidden: Hidden) -> list[tuple[str, str]]:
    """Name and filled-in address of everything below /admin/."""
    found = (filled_in(*route, hidden) for route in ROUTES)
    return [(name_of(resolve(address)), address) for address in found if address]


@pytest.fixture
def autor(world: World) -> Client:
    setup_roles()
    return logged_in(person("anna", KommuneFactory(name="Anderswo", slug="anderswo")))


@pytest.fixture
def kind() -> str:
    """Of the hidden page; a test may say another one."""
    return KINDS[0]


def closed_collection() -> Collection:
    closed = Collection.get_first_root_node().add_child(name=f"{SECRET}n")
    restriction = CollectionViewRestriction.objects.create(
        collection=closed, restriction_type="groups"
    )
    restriction.groups.add(Group.objects.get(name="Projektteam"))
    return closed


@pytest.fixture
def hidden(kind: str, world: World, autor: Client) -> Hidden:
    """A hidden page, and a document and a picture in a collection that is closed to the Autor; of
    the group's page they wait for approval, and are another Autor's."""
    closed = Collection.objects.get(name=EINGANG) if kind == "group" else closed_collection()
    document = Document(title=f"{SECRET} Akte", collection=closed)
    document.file.save("akte.txt", ContentFile(b"Akte"))
    image = get_image_model()(title=f"{SECRET} Bild", collection=closed)
    image.file.save("bild.png", get_test_image_file(), save=False)
    image.save()
    page = world.private[kind]
    page.produkte.add(f"{SECRET}produkt")
    page.save()
    Hilfreich.objects.create(seite=page, tag=heute(), ja=1)
    Rueckmeldung.objects.create(seite=page, art="fehler", text=f"{SECRET} stimmt nicht")
    for found in (page, document, image):
        insert_or_update_object(found)  # a job does it otherwise
    return Hidden(page, document, image)


def leaks_to(client: Client, hidden: Hidden, method: str = "get") -> dict[str, str]:
    """Name and address of what Autoren may ask for and names this client something hidden, there or
    in a message on the page that it leads to."""
    leaks = {}
    for name, address in asked(hidden):
        if may_ask_for(AUTOR, name) and not name.endswith("logout"):
            text = getattr(client, method)(address, follow=True).getvalue().decode(errors="ignore")
            if named_in(text) - READ or SECRET in text:
                leaks[name] = address
    return leaks


@pytest.mark.real_model
@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("method", ["get", "post"])
def test_no_address_of_the_cms_names_what_is_hidden(
    autor: Client, hidden: Hidden, method: str
) -> None:
    assert leaks_to(autor, hidden, method) == {}


NUMBERS = "{numbers}"  # of everything there is
QUESTIONS = (
    "/admin/choose-page/search/?q=Vorhaben",
    f"/admin/choose-page/chosen-multiple/?{NUMBERS}",
    f"/admin/tag-autocomplete/?term={SECRET}",
    "/admin/documents/chooser/results/?q=Geheim",
    "/admin/images/chooser/results/?q=Geheim",
    "/admin/pages/search/?q=Vorhaben",
    "/admin/api/main/pages/?type=wiki.Projektseite",
    *(f"/admin/bulk/wagtailcore/page/{act}/?{NUMBERS}" for act in ("delete", "move", "publish")),
    f"/admin/bulk/wiki/bild/delete/?{NUMBERS}",
    f"/admin/bulk/wagtaildocs/document/delete/?{NUMBERS}",
)


def with_numbers(address: str, hidden: Hidden) -> str:
    everything = {*Page.objects.values_list("pk", flat=True), hidden.document.pk, hidden.image.pk}
    return address.format(numbers="&".join(f"id={pk}" for pk in sorted(everything)))


@pytest.mark.real_model
@pytest.mark.parametrize("address", QUESTIONS)
def test_questions_to_the_cms_find_nothing_hidden(
    autor: Client, hidden: Hidden, address: str
) -> None:
    text = autor.get(with_numbers(address, hidden)).content.decode()
    assert named_in(text) <= READ
    assert SECRET not in text


@pytest.mark.real_model
def test_what_is_not_listed_is_refused(autor: Client, hidden: Hidden) -> None:
    refuse = AdminAddressesMiddleware(lambda request: HttpResponse()).process_view
    request = RequestFactory().get("/admin/")
    request.user = User.objects.get(username="anna")
    answered = set()
    for name, address in asked(hidden):
        request.resolver_match = resolve(address)
        if not may_ask_for(AUTOR, name) and getattr(refuse(request), "status_code", 200) != 403:
            answered.add(name)
    assert answered == set()


@pytest.mark.real_model
def test_a_refusal_is_a_page_in_german(autor: Client) -> None:
    response = autor.get("/admin/reports/page-types-usage/")
    assert response.status_code == 403
    assert "Hierzu haben Sie keinen Zugang" in response.content.decode()


@pytest.mark.real_model
def test_the_chooser_says_the_published_title_of_a_changed_page(
    autor: Client, world: World
) -> None:
    page = world.verlinkt
    page.title = "Geheimer neuer Titel"
    page.save_revision()
    for address in (
        f"/admin/choose-page/{page.get_parent().pk}/",
        f"/admin/choose-page/chosen-multiple/?id={page.pk}",
    ):
        text = autor.get(address).content.decode()
        assert "Ziel aller Verweise" in text
        assert "Geheimer" not in text


def test_what_is_kept_of_a_person_is_for_administrators() -> None:
    assert "person" in {name for name, _, _ in ROUTES}
    assert not any(may_ask_for(role, "person") for role in ("", AUTOR, REDAKTION, LEITUNG))


def test_each_role_may_ask_for_more_than_the_one_before() -> None:
    names = {name for name, _, _ in ROUTES}
    lists = [{n for n in names if may_ask_for(role, n)} for role in ("", AUTOR, REDAKTION, LEITUNG)]
    assert all(fewer < more for fewer, more in pairwise(lists))


def test_every_line_of_the_lists_stands_for_an_address() -> None:
    names = {name for name, _, _ in ROUTES} | {name_of(resolve("/admin/gibt-es-nicht/"))}
    said = {pattern for patterns in ADDRESSES.values() for pattern in patterns}
    lonely = {p for p in said if not any(_fits(name, p) for name in names)}
    assert lonely == set()


def _fits(name: str, pattern: str) -> bool:
    return name == pattern or fnmatchcase(name, pattern)


# A test that cannot fail is no test: whoever may see it all is shown it by each part of the CMS.
PARTS = """
    wagtailadmin_home wagtailadmin_pages: wagtailadmin_api:pages: explore_ choose_page
    wagtaildocs: wagtaildocs_chooser: wagtailimages: wagtailimages_chooser:
    bildbericht gueltigkeit_bericht hilfreich_bericht papierkorb projekt_bilder projektliste:
    wagtailsnippets_wiki_rueckmeldung: was_fehlt
""".split()  # beginnings of names


# Wagtail leaves files open: those that it sends, and those that it draws small pictures of.
LEFT_OPEN = pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")


@pytest.fixture
def lawless(autor: Client) -> Client:
    """The Autor, to whom nothing is hidden any more."""
    User.objects.filter(username="anna").update(is_superuser=True)
    return autor


@LEFT_OPEN
@pytest.mark.real_model
def test_without_the_rules_every_part_of_the_cms_names_what_is_hidden(
    lawless: Client, hidden: Hidden
) -> None:
    leaking = leaks_to(lawless, hidden)
    blind = [part for part in PARTS if not any(name.startswith(part) for name in leaking)]
    assert blind == []


@LEFT_OPEN
@pytest.mark.real_model
@pytest.mark.parametrize("address", QUESTIONS)
def test_without_the_rules_questions_find_what_is_hidden(
    lawless: Client, hidden: Hidden, address: str
) -> None:
    text = lawless.get(with_numbers(address, hidden)).content.decode()
    assert named_in(text) - READ or SECRET in text
