"""What visitors meet in their browser: everybody can use it, and nothing leaves the house."""

import re
from collections.abc import Iterator
from typing import Literal
from urllib.parse import urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page

from .conftest import DESK
from .keyboard import tab_to
from .operation import Wiki

FRAGE = "Wer hat schon einen digitalen Bauantrag eingeführt?"
TWO = "p=kitaportal-koeln&p=buergerportal-cochem-zell"
PAGES = {
    "home": "",
    "results": "suche/?q=Kita-Anmeldung",
    "empty result": "suche/?q=Kita&kommune=ediger-eller&thema=ki-chatbots",
    "own Kommune": "suche/heimat/",
    "results with filters": "suche/?q=Parken&status=betrieb&status=planung&sortierung=kosten",
    "preferred Kommune": "suche/?q=Parken+in+Kaiserslautern",
    "question to the network": "suche/frage/?q=Kl%C3%A4rwerk",
    "refused question": "suche/?q=",
    "article": "projekte/kitaportal-koeln/",
    "kommune": "kommune/trier/",
    "thema": "thema/kita-schule/",
    "text page": "hilfe/",
    "Markt": "projekte/?status=umsetzung",
    "Markt, refused filter": "projekte/?status=erfunden",
    "timeline": "projekte/?ansicht=zeit",
    "map": "projekte/?ansicht=karte&thema=kita-schule",
    "comparison": f"markt/vergleich/?{TWO}",
    "shared Merkliste": f"merkliste/?{TWO}",
    "empty Merkliste": "merkliste/",
    "Kommunen": "kommunen/",
    "events": "veranstaltungen/",
    "Themen": "themen/",
    "event": "veranstaltungen/vernetzungstreffen-2019/",
    "error": "gibt-es-nicht/",
}
ZOOMED = 320  # what is left of 1280 at a zoom of 400 %; narrower than any phone
SERIOUS = {"serious", "critical"}
HEADINGS_OF_STATES = {
    "empty result": "Mit diesen Filtern gibt es keinen Treffer",
    "refused question": "Bitte prüfen Sie Ihre Eingabe",
}

# Selectors of what moves; a handful is enough to find the rule.
MOVING = """[...document.querySelectorAll("*")].filter((element) => {
  const style = getComputedStyle(element);
  return style.transitionDuration !== "0s" || style.animationName !== "none";
}).slice(0, 5).map((element) => element.className)"""

every_page = pytest.mark.parametrize(
    "path", [pytest.param(path, id=name) for name, path in PAGES.items()]
)


@pytest.fixture(scope="module")
def all_pages(browser: Browser, wiki: Wiki) -> Iterator[Page]:
    """One browser page for all that are only looked at; a new one each time takes longer."""
    context = browser.new_context(base_url=wiki.address, locale="de-DE")
    yield context.new_page()
    context.close()


@pytest.fixture
def reader(all_pages: Page) -> Page:
    """It, as a visitor with an ordinary screen has it."""
    all_pages.set_viewport_size({"width": DESK, "height": 800})
    all_pages.emulate_media(color_scheme="light", reduced_motion="no-preference")
    return all_pages


@pytest.mark.parametrize("scheme", ["light", "dark"])
@every_page
def test_axe_finds_nothing_serious(
    reader: Page, path: str, scheme: Literal["light", "dark"]
) -> None:
    reader.emulate_media(color_scheme=scheme)
    reader.goto(path)
    violations = Axe().run(reader).response["violations"]
    grave = [violation for violation in violations if violation["impact"] in SERIOUS]
    assert not grave, [
        (violation["id"], node["html"], node["failureSummary"])
        for violation in grave
        for node in violation["nodes"]
    ]


@every_page
def test_zoom_of_400_percent_needs_no_horizontal_scrolling(reader: Page, path: str) -> None:
    reader.set_viewport_size({"width": ZOOMED, "height": 740})
    reader.goto(path)
    assert reader.evaluate("document.documentElement.scrollWidth") <= ZOOMED


@every_page
def test_reduced_motion_is_no_motion(reader: Page, path: str) -> None:
    reader.emulate_media(reduced_motion="reduce")
    reader.goto(path)
    assert reader.evaluate(MOVING) == []


@every_page
def test_browser_asks_nobody_but_the_wiki(page: Page, wiki: Wiki, path: str) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(path, wait_until="networkidle")
    own = urlsplit(wiki.address).netloc
    assert asked
    assert {urlsplit(url).netloc for url in asked if not url.startswith("data:")} == {own}


@every_page
def test_content_security_policy_refuses_nothing(page: Page, path: str) -> None:
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    response = page.goto(path, wait_until="networkidle")
    assert response is not None
    assert "script-src 'self'" in response.headers["content-security-policy"]
    assert not [text for text in said if "Content Security Policy" in text]


@pytest.mark.parametrize(("name", "heading"), HEADINGS_OF_STATES.items())
def test_states_are_shown_in_words(page: Page, name: str, heading: str) -> None:
    page.goto(PAGES[name])
    assert page.get_by_text(heading, exact=True).is_visible()


def test_keyboard_is_enough_from_question_to_article(page: Page) -> None:
    page.goto("")
    tab_to(page, "#frage")
    page.keyboard.type(FRAGE)
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile("/suche/"))
    tab_to(page, ".wiki-treffer h2 a")
    title = page.locator(":focus").inner_text()
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile("/projekte/"))
    assert page.locator("h1").inner_text() == title


def test_shift_enter_starts_a_new_line(page: Page) -> None:
    page.goto("")
    page.locator("#frage").focus()
    page.keyboard.type("Kita")
    page.keyboard.press("Shift+Enter")
    page.keyboard.type("Schule")
    assert page.locator("#frage").input_value() == "Kita\nSchule"


def test_question_works_without_javascript(browser: Browser, wiki: Wiki) -> None:
    with browser.new_context(base_url=wiki.address, java_script_enabled=False) as context:
        page = context.new_page()
        page.goto("")
        page.locator("#frage").fill(FRAGE)
        page.get_by_role("button", name="Projekte finden").click()
        first = page.locator(".wiki-treffer h2 a").first
        title = first.inner_text()
        first.click()
        assert page.locator("h1").inner_text() == title


def test_filter_works_without_javascript(browser: Browser, wiki: Wiki) -> None:
    with browser.new_context(base_url=wiki.address, java_script_enabled=False) as context:
        page = context.new_page()
        page.goto("suche/?q=Kita")
        first = page.get_by_role("group", name="Kommune", exact=True).get_by_role("checkbox").first
        address = f"/kommune/{first.get_attribute('value')}/"
        first.check()
        with page.expect_navigation():
            page.get_by_role("button", name="Filter anwenden").click()
        treffer = page.locator(".wiki-treffer")
        assert treffer.count()
        assert treffer.filter(has=page.locator(f"a[href='{address}']")).count() == treffer.count()


def test_words_of_the_question_are_marked(page: Page) -> None:
    page.goto("suche/?q=Bauantrag")
    marked = page.locator(".wiki-treffer mark").all_inner_texts()
    assert any("bauantr" in text.lower() for text in marked), marked
