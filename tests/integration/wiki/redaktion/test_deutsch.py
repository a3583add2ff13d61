"""The CMS speaks German throughout, and says Sie."""

import re
from html.parser import HTMLParser

import pytest
from django.contrib.auth.models import User
from django.urls import reverse

from tests.factories import KommuneFactory, publish_projekt
from tests.integration.rollen import logged_in, person, two_kommunen
from wiki.models import Startseite, Thema

SILENT = {"script", "style", "svg", "template"}
SHOWN = {"title", "placeholder", "aria-label", "alt"}
DU = re.compile(r"\b(?:du|dein\w*|dir|dich|wähle|klicke|füge|schnipsel\w*)\b|-objekt\b", re.I)
ENGLISH = re.compile(
    r"\b(?:the|your|you|save|saved|delete|edit|choose|select|selected|this|these|please|page|"
    r"pages|publish|with|without|search|settings|history|unknown)\b",
    re.I,
)
LISTS = """
    wagtailadmin_home wagtailadmin_explore_root wagtailadmin_account projektliste:index was_fehlt
    wagtailimages:index wagtailimages:add wagtaildocs:index wagtaildocs:add papierkorb
    wagtailsnippets_wiki_thema:list wagtailsnippets_wiki_thema:add wagtailsnippets_wiki_kommune:list
    wagtailadmin_reports:workflow wagtailadmin_reports:site_history bildbericht
    gueltigkeit_bericht austausch_importe
""".split()
OF_A_PAGE = """
    edit delete move copy unpublish history usage set_privacy workflow_history
""".split()


class _Text(HTMLParser):
    """What is shown and read out."""

    def __init__(self) -> None:
        super().__init__()
        self.texts: list[str] = []
        self._silent = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._silent += tag in SILENT
        self.texts += [value for name, value in attrs if name in SHOWN and value]

    def handle_endtag(self, tag: str) -> None:
        self._silent -= tag in SILENT

    def handle_data(self, data: str) -> None:
        if not self._silent:
            self.texts.append(data)


def wrong(html: str) -> list[str]:
    parser = _Text()
    parser.feed(html)
    lines = {" ".join(text.split()) for text in parser.texts}
    return sorted(line for line in lines if DU.search(line) or ENGLISH.search(line))


@pytest.fixture
def rita(roles: None, start: Startseite) -> User:
    return person("rita")


def test_the_pages_of_the_cms_are_german_and_say_sie(rita: User) -> None:
    client = logged_in(rita)
    page = publish_projekt(title="Ampel", kommunen=[two_kommunen()[0]])
    thema = Thema.objects.first()
    addresses = [reverse(name) for name in LISTS]
    addresses += [reverse(f"wagtailadmin_pages:{name}", args=[page.pk]) for name in OF_A_PAGE]
    if thema:
        kinds = ("edit", "delete", "usage")
        addresses += [reverse(f"wagtailsnippets_wiki_thema:{k}", args=[thema.pk]) for k in kinds]
    found = {}
    for address in addresses:
        answer = client.get(address)
        assert answer.status_code in (200, 302), address
        if lines := wrong(answer.content.decode()):
            found[address] = lines
    assert found == {}


@pytest.mark.parametrize(("query", "turned"), [("", 1), ("?ordering=-name", -1)])
def test_lists_are_sorted_as_germans_sort(rita: User, query: str, turned: int) -> None:
    for name in ("Kusel", "Köln", "Kobern"):
        KommuneFactory(name=name, slug=name.lower().replace("ö", "oe"))
    page = logged_in(rita).get(reverse("wagtailsnippets_wiki_kommune:list") + query)
    places = [page.content.decode().index(f">{name}") for name in ("Kobern", "Köln", "Kusel")]
    assert places == sorted(places)[::turned]
