"""An author with no training writes a case, is told of the twin and submits it; the Redaktion
approves; it is found."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from .operation import Wiki, wait_until

TITLE, SLUG = "Pflanzenkohle-Ampel im Stadtpark", "pflanzenkohle-ampel-im-stadtpark"
LEAD = (
    "Sensoren an Jungbäumen melden dem Bauhof per LoRaWAN, wann gegossen werden muss; eine "
    "Ampel zeigt es den Baumpaten."
)
SECTIONS = [
    "Junge Bäume vertrockneten im Sommer.",
    "Sensoren messen die Bodenfeuchte, eine Ampel zeigt sie.",
    "Erst drei Bäume, dann dreißig.",
    "Ein Drittel weniger Gießfahrten.",
    "Die Batterien froren im Winter ein.",
]
PASSWORD = "nur-fuer-die-abnahme-1"
FOUND_WITHIN_S = 240
EXPLORER = "**/admin/pages/*/"  # where Wagtail leads after submitting and after approving
PEOPLE = f"""
from django.contrib.auth.models import Group, User
from wiki.models import Kommune, Mitarbeit, Projektseite
for page in Projektseite.objects.filter(slug__startswith="{SLUG}"):
    page.delete()
User.objects.filter(username__in=["anna", "rita"]).delete()
for name, role in (("anna", "Autor"), ("rita", "Redaktion")):
    user = User.objects.create_user(name, name + "@stadt.example", "{PASSWORD}")
    user.groups.add(Group.objects.get(name=role))
anna = User.objects.get(username="anna")
Mitarbeit.objects.create(benutzer=anna, kommune=Kommune.objects.get(name="Trier"))
"""
TIDY = PEOPLE.partition("for name, role")[0]


@pytest.fixture
def people(wiki: Wiki) -> Iterator[None]:
    """Anna writes for Trier, Rita is the Redaktion."""
    wiki.manage_or_fail("setup_rollen")
    wiki.manage_or_fail("shell", "--verbosity", "0", "--command", PEOPLE)
    yield
    wiki.manage_or_fail("shell", "--verbosity", "0", "--command", TIDY)


def log_in(browser: Browser, wiki: Wiki, name: str) -> Page:
    page = browser.new_context(
        base_url=wiki.address, viewport={"width": 1280, "height": 900}, locale="de-DE"
    ).new_page()
    page.set_default_timeout(60_000)
    page.goto("admin/login/")
    page.locator("[name=username]").fill(name)
    page.locator("[name=password]").fill(PASSWORD)
    page.locator("button[type=submit]").click()
    page.get_by_role("heading", name="Was ist zu tun").wait_for()
    return page


@pytest.mark.usefixtures("people")
def test_from_an_empty_form_to_the_result_list(browser: Browser, wiki: Wiki) -> None:
    write(log_in(browser, wiki, "anna"))
    assert TITLE not in wiki.get("projekte/")[1]
    approve(log_in(browser, wiki, "rita"))
    assert wait_until(lambda: SLUG in wiki.ask("Pflanzenkohle"), FOUND_WITHIN_S)
    article = wiki.get(f"projekte/{SLUG}/")[1]
    assert "Die Batterien froren im Winter ein." in article
    assert "Verwandte Projekte" in article
    assert "Was wir heute anders machen" not in article


def write(page: Page) -> None:
    page.get_by_role("link", name="Einen neuen Fall schreiben").click()
    page.locator("[name=title]").fill(TITLE)
    page.locator("[name=kurzfassung]").fill(LEAD)
    notice = page.locator(".wiki-doppelt-hinweis")
    expect(notice).to_contain_text("schon im Wiki", timeout=60_000)
    notice.get_by_role("button", name="Ansehen").click()
    page.get_by_role("button", name="Als verwandt eintragen").first.click()
    expect(page.get_by_text("Ist als verwandtes Projekt eingetragen.")).to_be_visible()
    page.get_by_label("Energie & Umwelt").check()
    page.locator("select[name=status]").select_option("betrieb")
    texts = page.locator("[data-contentpath=inhalt] [contenteditable=true]")
    for number, text in enumerate(SECTIONS):
        texts.nth(number).click()
        page.keyboard.type(text)
    page.locator('[data-side-panel-toggle="guete"]').click()
    expect(page.locator('[data-live-panel="guete"]')).to_contain_text("brauchbar", timeout=60_000)
    page.locator(".wiki-hinweis", has_text="Kosten unbekannt").click()
    expect(page.locator("[name=kosten_einmalig]")).to_be_focused()
    page.keyboard.type("12000")
    expect(page.locator('[data-live-panel="guete"]')).not_to_contain_text("Kosten", timeout=60_000)
    page.locator("footer .w-dropdown__toggle, .w-dropdown-button__toggle").last.click()
    page.locator("button[name=action-submit]").click()
    page.wait_for_url(EXPLORER, wait_until="domcontentloaded")


def approve(page: Page) -> None:
    page.get_by_role("link", name=TITLE).first.click()
    page.wait_for_load_state("networkidle")
    page.locator("footer .w-dropdown__toggle, .w-dropdown-button__toggle").last.click()
    page.locator('button[data-workflow-action-name="approve"]').first.click()
    page.wait_for_url(EXPLORER, wait_until="domcontentloaded")
