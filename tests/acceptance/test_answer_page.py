"""From a question over filters to an article, with keyboard, on a phone and without JavaScript."""

import re

from playwright.sync_api import Browser, Page, expect

from .operation import Wiki

FRAGE = "suche/?q=Kita-Anmeldung"
COUNT = "#ergebnis"
PHONE = 360


def number(text: str) -> int:
    found = re.search(r"\d+", text)
    assert found, text
    return int(found[0])


def test_filter_acts_at_once_and_keeps_the_focus(page: Page) -> None:
    page.goto(FRAGE)
    box = page.get_by_role("checkbox", name=re.compile("^im Betrieb"))
    promised = number(page.locator(f"label[for='{box.get_attribute('id')}']").inner_text())
    box.focus()
    page.keyboard.press("Space")
    expect(page.locator(COUNT)).to_contain_text(re.compile(rf"^{promised} Treffer"))
    expect(page.locator(COUNT)).to_have_attribute("role", "status")
    expect(page.locator(":focus")).to_have_attribute("value", "betrieb")
    expect(page).to_have_url(re.compile("status=betrieb"))
    page.locator(".wiki-treffer h2 a").first.click()
    page.wait_for_url("**/projekte/**")
    page.go_back()
    expect(page.locator(COUNT)).to_contain_text(f"{promised} Treffer")
    page.get_by_role("link", name="alle Filter löschen").click()
    expect(page.locator(COUNT)).not_to_contain_text(re.compile(rf"^{promised} Treffer"))
    expect(page).not_to_have_url(re.compile("status="))


def test_overview_leads_to_its_sources(page: Page) -> None:
    page.goto(FRAGE)
    overview = page.get_by_role("region", name=re.compile("passt genau|passen genau|nennt|nennen"))
    overview.get_by_role("link").first.click()
    page.wait_for_url("**/projekte/**")


def test_suggestions_are_reached_by_keyboard(page: Page) -> None:
    page.goto("projekte/kitaportal-koeln/")
    field = page.get_by_role("combobox", name="Im Wiki suchen")
    field.fill("kaisersl")  # at once: letters one by one may be answered one by one
    expect(field).to_have_attribute("aria-expanded", "true")
    page.keyboard.press("Escape")
    expect(field).to_have_attribute("aria-expanded", "false")
    page.keyboard.press("ArrowDown")
    expect(page.get_by_role("option").first).to_be_visible()
    page.keyboard.press("ArrowUp")
    page.keyboard.press("Home")
    first = page.get_by_role("option", selected=True)
    expect(first).to_have_count(1)
    assert field.get_attribute("aria-activedescendant") == first.get_attribute("id")
    page.keyboard.press("End")
    last = page.get_by_role("option", selected=True).inner_text()
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_have_text(last)


def test_suggested_question_is_asked(page: Page) -> None:
    page.goto("")
    field = page.get_by_label("Ihre Frage oder Ihr Vorhaben")
    field.fill("kita")
    question = page.get_by_role("group", name="Fragen").get_by_role("option").first
    text = question.inner_text()
    question.click()
    page.wait_for_url("**/suche/**")
    expect(field).to_have_value(text)


def test_last_questions_stay_in_the_browser_and_can_be_deleted(page: Page) -> None:
    asked: list[str] = []
    for question in ("Rufbus", "Kita-Anmeldung"):
        page.goto(f"suche/?q={question}")  # a link somebody has sent is no question of mine
        with page.expect_navigation():
            page.get_by_label("Ihre Frage oder Ihr Vorhaben").press("Enter")
    page.goto("projekte/kitaportal-koeln/")
    page.on("request", lambda request: asked.append(request.url))
    field = page.get_by_role("combobox", name="Im Wiki suchen")
    field.focus()
    options = page.get_by_role("option")
    expect(options).to_have_text(["Kita-Anmeldung", "Rufbus", "Letzte Fragen löschen"])
    expect(page.get_by_text("2 letzte Fragen, mit den Pfeiltasten wählen")).to_be_attached()
    assert not [url for url in asked if "vorschlaege" in url or "Rufbus" in url]
    field.press("ArrowDown")
    field.press("ArrowDown")
    field.press("Enter")
    page.wait_for_url("**/suche/?q=Rufbus")
    page.goto("projekte/kitaportal-koeln/")
    field.focus()
    expect(options).to_have_count(3)
    field.press("ArrowUp")
    field.press("Enter")
    expect(options).to_have_count(0)
    assert page.evaluate("localStorage.length") == 0
    field.press("ArrowDown")
    expect(options).to_have_count(0)


def test_phone_folds_the_filters_and_chosen_ones_act(page: Page) -> None:
    page.set_viewport_size({"width": PHONE, "height": 740})
    page.goto(FRAGE)
    box = page.get_by_role("checkbox", name=re.compile("^im Betrieb"))
    expect(box).to_be_hidden()
    page.get_by_text("Treffer eingrenzen").click()
    box.check()
    expect(page.get_by_role("link", name="Filter entfernen: Status: im Betrieb")).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE


def test_filter_and_own_kommune_work_without_javascript(browser: Browser, wiki: Wiki) -> None:
    with browser.new_context(base_url=wiki.address, java_script_enabled=False) as context:
        page = context.new_page()
        page.goto(FRAGE)
        page.get_by_role("link", name="Ihre Kommune festlegen").click()
        page.wait_for_url("**/suche/heimat/**")
        page.get_by_label("Ihre Kommune").fill("Trier")
        page.get_by_role("button", name="Merken").click()
        page.wait_for_url("**/suche/?q=*")
        page.get_by_role("checkbox", name=re.compile("^unserer Größe")).check()
        page.get_by_role("button", name="Filter anwenden").click()
        page.wait_for_url("**groesse=**")
        assert page.url.endswith("#ergebnis")
        expect(page.get_by_text("ähnlich groß wie Trier").first).to_be_visible()


def test_own_kommune_without_an_article_is_chosen_by_typing(page: Page) -> None:
    page.goto("suche/heimat/")
    field = page.get_by_role("combobox", name="Ihre Kommune")
    field.fill("furth")
    city = page.get_by_role("option", name="Fürth, kreisfreie Stadt, Bayern")
    expect(city).to_be_visible()
    expect(page.get_by_role("option", name="Fürth, Landkreis, Bayern")).to_be_visible()
    while field.get_attribute("aria-activedescendant") is None or "kreisfreie" not in (
        page.locator("[role=option][aria-selected=true]").inner_text()
    ):
        field.press("ArrowDown")
    field.press("Enter")
    expect(field).to_have_value("Fürth, kreisfreie Stadt, Bayern")
    field.press("Enter")
    page.wait_for_url("**/suche/")
    page.goto(f"{FRAGE}&groesse=64248-256994")
    expect(page.get_by_role("checkbox", name=re.compile("^unserer Größe"))).to_be_checked()
    beside = page.get_by_text("ähnlich groß wie Fürth").first
    expect(beside).to_contain_text("Einwohner, ähnlich groß wie Fürth; ")
    expect(beside).to_contain_text("km entfernt")


def test_a_name_of_several_is_told_apart_without_javascript(browser: Browser, wiki: Wiki) -> None:
    with browser.new_context(base_url=wiki.address, java_script_enabled=False) as context:
        page = context.new_page()
        page.goto("suche/heimat/")
        page.get_by_label("Ihre Kommune").fill("Kusel")
        page.get_by_role("button", name="Merken").click()
        choice = page.get_by_role("group", name="Welche ist gemeint?")
        choice.get_by_label("Kusel, Landkreis, Rheinland-Pfalz").check()
        with page.expect_navigation():
            page.get_by_role("button", name="Merken").click()
        page.goto("suche/heimat/")
        expect(page.get_by_label("Ihre Kommune")).to_have_value("Kusel, Landkreis, Rheinland-Pfalz")


def test_printed_answer_has_question_and_overview_but_no_navigation(page: Page) -> None:
    page.goto(f"{FRAGE}&status=betrieb")
    page.emulate_media(media="print")
    expect(page.get_by_text("Frage: „Kita-Anmeldung“, gestellt am")).to_be_visible()
    expect(page.get_by_text(re.compile(r"^Status: im Betrieb")).first).to_be_visible()
    expect(
        page.get_by_role("region", name=re.compile("passt genau|passen genau|nennt|nennen"))
    ).to_be_visible()
    for hidden in (".suche-filter", ".wiki-menue >> nth=0", ".suche-sortierung", "#frage"):
        expect(page.locator(hidden)).to_be_hidden()
