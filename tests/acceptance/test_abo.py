"""A question nobody can answer yet: to the network, to the Redaktion, and back to who asked."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from .accounts import log_in
from .keyboard import tab_to
from .look import SCHEMES, put_on
from .operation import READING_MS, Wiki, wait_until
from .test_redaktion import PEOPLE, TIDY

FRAGE = "Teilchenbeschleuniger"  # nothing in the wiki is near it
POSTFACH = "sportamt@stadt.example"
ANSWER, SLUG = "Elternportal Little Bird Köln", "kitaportal-koeln"  # any public page will do
MAIL_WITHIN_S = 120
CLEAR = """
from suche.models import Netzwerkfrage
Netzwerkfrage.objects.filter(kontakt="sportamt@stadt.example").delete()
"""


@pytest.fixture
def redaktion(wiki: Wiki) -> Iterator[None]:
    """Rita is the Redaktion; nothing is left of an earlier run."""
    wiki.shell(CLEAR + PEOPLE)
    yield
    wiki.shell(CLEAR + TIDY)


def mailed(wiki: Wiki, pattern: str) -> str:
    """What the last mail to POSTFACH says; mails of `serve` stand in its log."""
    log = Path(wiki.var / "serve.log")
    found: list[str] = []

    def look() -> bool:
        _, there, last = log.read_text(errors="replace").rpartition(f"To: {POSTFACH}")
        found[:] = re.findall(pattern, last) if there else []
        return bool(found)

    assert wait_until(look, MAIL_WITHIN_S), log.read_text()[-4000:]
    return found[0]


def check_axe(page: Page) -> None:
    for scheme in SCHEMES:
        put_on(page, scheme)
        violations = Axe().run(page).response["violations"]
        assert [v["id"] for v in violations if v["impact"] in {"serious", "critical"}] == []


def check_width(page: Page) -> None:
    wide = page.evaluate("document.documentElement.scrollWidth")
    assert wide <= page.viewport_size["width"]  # type: ignore[index]


@pytest.mark.usefixtures("redaktion")
def test_from_no_answer_to_the_mail_with_the_answer(browser: Browser, wiki: Wiki) -> None:
    size: Any = {"width": 360, "height": 740}
    with browser.new_context(base_url=wiki.address, viewport=size, locale="de-DE") as context:
        page = context.new_page()
        ask_by_keyboard(page)
        page.goto(mailed(wiki, r"/(suche/abo/bestaetigen/\S+)\s"))
        check_axe(page)
        check_width(page)
        tab_to(page, "form[method=post] button")
        page.keyboard.press("Enter")
        expect(page.locator("h1")).to_have_text("Danke, das gilt jetzt")
    rita = log_in(browser, wiki, "rita")
    answer(rita)
    rita.context.close()
    assert mailed(wiki, r"Antwort:\s+.*\s+(\S+)\s").endswith(f"/projekte/{SLUG}/")


def ask_by_keyboard(page: Page) -> None:
    page.goto(f"suche/?q={FRAGE}")
    expect(page.get_by_role("heading", name="Dazu gibt es noch nichts")).to_be_visible()
    tab_to(page, "#id_kontakt")
    page.keyboard.type(POSTFACH)
    page.wait_for_timeout(READING_MS)
    tab_to(page, "form[action='/suche/frage/'] button")
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_have_text("Danke, Ihre Frage ist angekommen")


def answer(page: Page) -> None:
    """Rita's way from "Was ist zu tun" to a page that answers."""
    with page.expect_navigation():  # the chooser needs the scripts of its page
        page.get_by_role("link", name=FRAGE).click()
    page.get_by_role("button", name=re.compile("Seite (aus)?wählen")).first.click()
    page.locator(".modal-content [name=q]").fill(ANSWER)
    page.locator(".modal-body").get_by_role("link", name=re.compile(ANSWER)).first.click()
    chosen = page.locator("input[name=beantwortet_durch]")
    expect(chosen).to_have_value(re.compile(r"\d+"))
    page.get_by_role("button", name="Speichern").first.click()
    page.wait_for_url("**/netzwerkfrage/")


def test_keyboard_is_enough_from_answer_to_abo(page: Page) -> None:
    page.goto("suche/?q=Kita-Anmeldung")
    tab_to(page, "a[href^='/suche/abo/']")
    page.keyboard.press("Enter")
    page.wait_for_url("**/suche/abo/**")
    tab_to(page, "#id_postfach")
    page.keyboard.type("jugendamt@stadt.example")
    page.wait_for_timeout(READING_MS)
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_have_text("Bitte sehen Sie in Ihr Postfach")
