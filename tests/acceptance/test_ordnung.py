"""The Redaktion keeps order: two Themen become one, many projects change at once, a page goes into
the bin, and each of it is taken back with one button."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from .accounts import log_in
from .operation import Wiki
from .test_redaktion import PEOPLE, TIDY, check_axe

DOUBLE, KEPT = "Kindergarten und Schule", "Kita & Schule"
ADDRESS = "thema/kindergarten-und-schule/"
TITLES = ("Kita-Ampel im Nordpark", "Kita-Ampel im Südpark")
PAGES = f"""
from wiki.models import *
for page in Projektseite.objects.filter(title__in={TITLES!r}):
    page.delete()
Thema.objects.filter(name="{DOUBLE}").delete()
"""
SETUP = (
    PEOPLE
    + PAGES
    + f"""
thema = Thema.objects.create(name="{DOUBLE}", slug="kindergarten-und-schule")
for title in {TITLES!r}:
    page = Projektseite(title=title, kurzfassung="Eine Ampel.", status="betrieb", live=False)
    page.kommunen, page.themen = [Kommune.objects.get(name="Trier")], [thema]
    Projektverzeichnis.objects.first().add_child(instance=page)
    page.save_revision().publish()
"""
)


@pytest.fixture(scope="module")
def doubles(wiki: Wiki) -> Iterator[None]:
    wiki.shell(SETUP)
    yield
    wiki.shell(TIDY + PAGES)


def undo(page: Page) -> None:
    page.get_by_role("button", name="Rückgängig").first.click()
    expect(page.locator(".messages")).to_contain_text("Zurückgenommen")


@pytest.mark.usefixtures("doubles")
def test_order_is_kept_and_nothing_is_lost(browser: Browser, wiki: Wiki) -> None:
    page = log_in(browser, wiki, "rita")
    merge(page, wiki)
    change_many(page)
    throw_away(page, wiki)
    page.context.close()


def merge(page: Page, wiki: Wiki) -> None:
    """By the way of somebody who wants to delete the double one."""
    page.goto("admin/snippets/wiki/thema/")
    delete_what_opens(page, DOUBLE)
    expect(page.locator(".messages")).to_contain_text("2 Projektseiten")
    page.get_by_label("Umhängen auf").select_option(label=KEPT)
    page.get_by_role("button", name="Zeigen, was sich ändert").click()
    expect(page.get_by_role("link", name=TITLES[0])).to_be_visible()
    check_axe(page)
    page.get_by_role("button", name=f"Mit „{KEPT}“ zusammenführen").click()
    expect(page.locator(".messages")).to_contain_text("ist jetzt Teil von")
    assert DOUBLE not in wiki.get(ADDRESS)[1]
    undo(page)
    assert DOUBLE in wiki.get(ADDRESS)[1]


def delete_what_opens(page: Page, name: str) -> None:
    page.get_by_role("link", name=name).first.click()
    page.wait_for_url("**/edit/**")
    page.goto(page.url.replace("/edit/", "/delete/"))


def change_many(page: Page) -> None:
    page.goto("admin/projektliste/?q=Kita-Ampel")
    check_axe(page)
    for title in TITLES:
        page.get_by_role("row", name=title).locator("[data-bulk-action-checkbox]").check()
    page.get_by_role("link", name="Angaben ändern").click()
    page.get_by_label("Zuständige Stelle").fill("Stabsstelle Digitales")
    page.get_by_role("button", name="Zeigen, was sich ändert").click()
    change = page.get_by_role("button", name="In 2 Seiten ändern")
    change.wait_for()
    check_axe(page)
    change.click()
    expect(page.locator(".messages")).to_contain_text("In 2 Projekten Angaben geändert")
    undo(page)


def throw_away(page: Page, wiki: Wiki) -> None:
    """Put back from the list, not by the button in the message."""
    delete_what_opens(page, TITLES[0])
    address = "projekte/kita-ampel-im-nordpark/"
    page.get_by_role("button", name="In den Papierkorb").click()
    expect(page.locator(".messages")).to_contain_text("im Papierkorb")
    assert wiki.get(address)[0] == 404
    page.goto("admin/papierkorb/")
    check_axe(page)
    page.get_by_role("row", name=TITLES[0]).get_by_role("button", name="Wiederherstellen").click()
    expect(page.locator(".messages")).to_contain_text("ist wieder da")
    assert wiki.get(address)[0] == 200
