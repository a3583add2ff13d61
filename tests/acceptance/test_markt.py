"""The Markt in a browser: from filter to printed list, by mouse, by keyboard, without scripts."""

from io import BytesIO
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect
from pypdf import PdfReader

from .keyboard import tab_to
from .look import LIMIT, weight_of
from .operation import Wiki

PHONE = 360
SCREEN = 844  # px: a phone of 390 x 844
BROWSED = [
    "",
    *("projekte/", "projekte/?ansicht=zeit", "projekte/?ansicht=karte"),
    "themen/",
    *("kommunen/", "kommune/kaiserslautern/", "thema/kita-schule/"),
    "projekte/kitaportal-koeln/",
]
PRINTED = [
    *("projekte/", "thema/kita-schule/", "kommune/kaiserslautern/", "projekte/kitaportal-koeln/"),
    *("suche/?q=Kita-Anmeldung", "suche/?q=Teilchenbeschleuniger", "suche/vermerk/?q=Kita"),
]
HEAVIEST = ["", "suche/?q=Kita-Anmeldung", "projekte/kitaportal-koeln/", "projekte/"]
CARD = ".markt-gruppe .kern-card"


def choose(page: Page, **choices: str) -> None:
    folded = page.get_by_text("Eingrenzen und sortieren")
    if folded.is_visible():  # on a phone
        folded.click()
    for name, wert in choices.items():
        page.locator(f"select[name={name}]").select_option(wert)
    page.get_by_role("button", name="Anwenden").click()
    page.wait_for_url(lambda url: all(f"{name}={wert}" in url for name, wert in choices.items()))


def open_first(page: Page) -> str:
    """The first card's article; returns its title."""
    link = page.locator(f"{CARD} h3 a").first
    title = link.inner_text()
    link.click()
    expect(page.locator("h1")).to_have_text(title)
    return title


def test_from_the_markt_to_a_printed_merkliste(page: Page) -> None:
    page.goto("projekte/")
    choose(page, thema="kita-schule", status="betrieb")
    expect(page.locator(".wiki-anzahl-treffer")).to_contain_text("Projekt")
    statuses = page.locator(f"{CARD} .wiki-status").all_inner_texts()
    assert statuses
    assert all("im Betrieb" in status for status in statuses)
    title = open_first(page)
    button = page.locator(".wiki-werkzeuge .wiki-merken__knopf")
    button.click()
    expect(button).to_have_attribute("aria-pressed", "true")
    expect(page.locator("#merken-meldung")).to_contain_text("Dort stehen jetzt 1")
    page.get_by_role("link", name="Merkliste (1)").click()
    expect(page.locator(".markt-merkliste h2")).to_have_text(title)
    text = "".join(sheet.extract_text() for sheet in PdfReader(BytesIO(page.pdf())).pages)
    assert title.split()[0] in text
    assert "/merkliste/?nr=" in text
    assert "Hauptmenü" not in text


def test_printed_article_is_complete(page: Page) -> None:
    page.goto("projekte/kitaportal-koeln/")
    sheets = [sheet.extract_text() for sheet in PdfReader(BytesIO(page.pdf())).pages]
    text = "".join(sheets)
    facts = next(sheet for sheet in sheets if "Steckbrief" in sheet)
    assert "Little Bird" in facts.partition("Steckbrief")[2]  # no heading alone at the bottom
    assert len(sheets) <= 2
    for part in ("Elternportal", "Steckbrief", "Ergebnis", "Quellen", "https://ksta.de/"):
        assert part in text, part
    assert "/projekte/kitaportal-koeln/" in text


def test_phone_without_javascript_gets_as_far(browser: Browser, wiki: Wiki) -> None:
    size: Any = {"width": PHONE, "height": 740}
    with browser.new_context(
        base_url=wiki.address, viewport=size, java_script_enabled=False
    ) as context:
        page = context.new_page()
        page.goto("")
        page.get_by_role("button", name="Menü").click()
        page.get_by_role("link", name="Markt der Projekte", exact=True).first.click()
        page.wait_for_url("**/projekte/")
        choose(page, land="Hessen")
        title = open_first(page)
        page.locator(".wiki-werkzeuge .wiki-merken__knopf").click()
        expect(page.locator(".wiki-werkzeuge [aria-pressed=true]")).to_be_visible()
        page.goto("merkliste/")
        expect(page.locator(".markt-merkliste h2")).to_have_text(title)
        page.get_by_role("button", name=f"Entfernen: {title}").click()
        expect(page.get_by_text("Noch steht nichts darauf")).to_be_visible()


@pytest.mark.parametrize("path", PRINTED)
def test_what_only_a_screen_can_do_is_not_printed(page: Page, path: str) -> None:
    page.goto(path)
    useless = page.locator("main").locator("form, a[href*='/abo/'], a[href*='/feeds/']")
    assert useless.count()
    page.emulate_media(media="print")
    assert [each.inner_text() for each in useless.all() if each.is_visible()] == []


@pytest.mark.parametrize("path", BROWSED)
def test_browsing_takes_no_more_than_six_screens_of_a_phone(page: Page, path: str) -> None:
    page.set_viewport_size({"width": 390, "height": SCREEN})
    page.goto(path)
    length = page.evaluate("document.documentElement.scrollHeight")
    print(f"/{path}: {length} px")
    assert length <= 6 * SCREEN


def test_an_article_on_a_phone_is_as_long_as_its_text_needs(page: Page) -> None:
    """The one with the longest text and the most sources: all else takes five and a half
    screens."""
    page.set_viewport_size({"width": 390, "height": SCREEN})
    page.goto("projekte/ikone-ds/")
    length, text = page.evaluate(
        """[document.documentElement.scrollHeight,
            document.querySelector('.wiki-artikel__text').offsetHeight]"""
    )
    print(f"article, its text: {length}, {text} px")
    assert text > 2 * SCREEN
    assert length - text <= 5.5 * SCREEN


def test_article_on_a_phone_has_its_text_before_its_facts(page: Page) -> None:
    page.set_viewport_size({"width": 390, "height": SCREEN})
    page.goto("projekte/kitaportal-koeln/")
    tops = page.evaluate(
        """['h1', '.wiki-artikel__text', '.wiki-steckbrief'].map(
          (each) => Math.round(document.querySelector(each).getBoundingClientRect().top))"""
    )
    print(f"title, text, facts: {tops} px")
    assert tops == sorted(tops)
    assert tops[1] < SCREEN
    page.get_by_role("link", name="Steckbrief", exact=True).click()
    expect(page.get_by_role("heading", name="Steckbrief")).to_be_in_viewport()


def test_map_without_javascript_is_a_drawing_with_links(browser: Browser, wiki: Wiki) -> None:
    with browser.new_context(base_url=wiki.address, java_script_enabled=False) as context:
        page = context.new_page()
        page.goto("projekte/?ansicht=karte&thema=kita-schule")
        page.locator("svg.wiki-karte a[href^='/kommune/']").last.click()
        page.wait_for_url("**/kommune/**")
        page.go_back()
        page.locator("svg.wiki-karte a[href*='kommune=']").first.click()
        page.wait_for_url("**/projekte/?thema=kita-schule&kommune=*&kommune=*")
        expect(page.get_by_role("navigation", name="Aktive Filter")).to_contain_text("Kommune: ")
        expect(page.locator(CARD).first).to_be_visible()


def test_keyboard_is_enough_from_home_to_comparison(page: Page) -> None:
    page.goto("")
    tab_to(page, "a[href='/projekte/']")
    page.keyboard.press("Enter")
    page.wait_for_url("**/projekte/")
    tab_to(page, "#markt-kosten")
    page.keyboard.type("Betrag be")
    page.keyboard.press("Tab")
    tab_to(page, ".markt-filter button")
    page.keyboard.press("Enter")
    page.wait_for_url("**kosten=bekannt**")
    tab_to(page, f"{CARD} .wiki-merken__knopf")
    page.keyboard.press("Space")
    expect(page.locator("#merken-meldung")).to_contain_text("Dort stehen jetzt 1")
    tab_to(page, f"{CARD} h3 a")
    page.keyboard.press("Enter")
    page.wait_for_url("**/projekte/*/")
    tab_to(page, ".wiki-werkzeuge .wiki-merken__knopf")
    page.keyboard.press("Enter")
    expect(page.locator("#merken-meldung")).to_contain_text("Dort stehen jetzt 2")
    page.goto("merkliste/")
    tab_to(page, "#vergleichen button")
    page.keyboard.press("Enter")
    page.wait_for_url("**/markt/vergleich/**")
    expect(page.locator(".vergleich thead a[href*='/projekte/']")).to_have_count(2)


def found(page: Page, question: str, number: int) -> str:
    """The address of a comparison of the first hits."""
    page.goto(f"suche/?q={question}")
    boxes = page.locator("input[form=vergleichen]")
    numbers = [boxes.nth(i).get_attribute("value") for i in range(number)]
    return "markt/vergleich/?" + "&".join(f"nr={nr}" for nr in numbers)


def test_comparison_is_short_on_a_phone_and_one_sheet_of_paper(page: Page) -> None:
    three, ten = found(page, "Kita-Anmeldung", 3), found(page, "Kita-Anmeldung", 10)
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto(three)
    # With columns below each other it was 5300. How much there is to compare is up to the articles.
    height = 400 + 150 * page.locator(".vergleich tbody tr").count()
    assert page.locator("main").evaluate("main => main.offsetHeight") < height
    for address in (three, ten):
        page.goto(address)
        (sheet,) = PdfReader(BytesIO(page.pdf(prefer_css_page_size=True))).pages
        assert sheet.mediabox.width > sheet.mediabox.height
        assert "gedruckt am" in sheet.extract_text()


def test_dots_of_the_map_have_names_and_follow_the_keyboard(page: Page) -> None:
    page.goto("projekte/?ansicht=karte&thema=kita-schule")
    tab_to(page, ".markt-ort[role=link]")
    name = page.locator(".markt-ort:focus").get_attribute("aria-label")
    assert name
    expect(page.locator(".leaflet-tooltip strong")).to_have_text(name)
    expect(page.locator(".leaflet-tooltip li").first).to_be_visible()
    page.keyboard.press("Enter")
    page.wait_for_url("**/kommune/**")
    assert page.locator("h1").inner_text() == name.rsplit(", ", 1)[0]


def test_a_number_on_the_map_opens_the_list_of_its_kommunen(page: Page) -> None:
    page.goto("projekte/?ansicht=karte&thema=kita-schule")
    tab_to(page, ".markt-ort[role=button]")
    number = page.locator(".markt-ort:focus").inner_text()
    page.keyboard.press("Enter")
    links = page.locator(".leaflet-popup li a")
    expect(links).to_have_count(int(number))
    expect(links.first).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.locator(".leaflet-popup")).to_have_count(0)
    expect(page.locator(".markt-ort[role=button]:focus")).to_have_count(1)
    before = page.locator(".markt-ort").count()
    page.get_by_role("button", name="Größer").click(click_count=4, delay=300)
    expect(page.locator(".markt-ort")).not_to_have_count(before)


@pytest.mark.parametrize("path", HEAVIEST)
def test_page_is_light(page: Page, path: str) -> None:
    total = weight_of(page, path)
    print(f"/{path}: {total} bytes")
    assert 0 < total <= LIMIT
