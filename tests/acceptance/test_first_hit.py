"""Where the first hit stands, and how many steps of the keyboard lead there."""

import re

import pytest
from playwright.sync_api import Page, expect

DESK = {"width": 1280, "height": 900}
PHONE = {"width": 390, "height": 844}
QUESTIONS = (
    "Wer hat schon eine digitale Kita-Anmeldung eingeführt?",
    "Was kostet eine Dorf-App?",
    "LoRaWAN",
    "Welche Gemeinden unter 5000 Einwohnern haben einen Chatbot?",
)
MOST_TABS = 12
BROWSED = {  # path -> what is browsed there; a filter has a chip, and a first group a long name
    "projekte/": ".wiki-karten > li",
    "projekte/?sortierung=kosten": ".wiki-karten > li",
    "projekte/?thema=kita-schule&status=betrieb": ".wiki-karten > li",
    "projekte/?ansicht=zeit": ".markt-zeiten li",
    "projekte/?ansicht=karte": ".markt-lage__karte",
    "thema/kita-schule/": ".wiki-karten > li",
}
TOP = "document.querySelector('#treffer > li').getBoundingClientRect().top + scrollY"


def test_first_hit_is_on_the_first_screen(page: Page) -> None:
    found = {}
    for size, most in ((DESK, 600), (PHONE, 1010)):
        page.set_viewport_size({"width": size["width"], "height": size["height"]})
        for question in QUESTIONS:
            page.goto(f"suche/?q={question}")
            found[size["width"], question] = (page.evaluate(TOP), most)
    print({key: top for key, (top, _) in found.items()})
    assert {key: top for key, (top, most) in found.items() if top > most} == {}


@pytest.mark.parametrize("path", BROWSED)
def test_what_is_browsed_begins_as_early_as_hits_do(page: Page, path: str) -> None:
    for size, most in ((DESK, 600), (PHONE, 1010)):
        page.set_viewport_size({"width": size["width"], "height": size["height"]})
        page.goto(path)
        first = page.locator(BROWSED[path]).first
        top = first.evaluate("first => first.getBoundingClientRect().top + scrollY")
        print(f"/{path} at {size['width']} px: {top:.0f} px")
        assert top <= most


def test_a_skip_link_leads_past_filters_and_letters_of_the_markt(page: Page) -> None:
    for path, link in (("", ".wiki-karten h3 a"), ("?ansicht=zeit", ".markt-zeiten a")):
        page.goto(f"projekte/{path}")
        page.keyboard.press("Tab")
        page.keyboard.press("Tab")
        expect(page.locator(":focus")).to_have_text("Zu den Projekten springen")
        page.keyboard.press("Enter")
        page.keyboard.press("Tab")
        expect(page.locator(f"{link}:focus")).to_have_count(1)


def test_second_skip_link_leads_to_the_first_hit(page: Page) -> None:
    page.goto(f"suche/?q={QUESTIONS[0]}")
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    expect(page.locator(":focus")).to_have_text("Zu den Treffern springen")
    page.keyboard.press("Enter")
    steps = 0
    while page.locator("#treffer > li h2 a:focus").count() == 0:
        page.keyboard.press("Tab")
        steps += 1
        assert steps <= MOST_TABS


def test_more_hits_come_below_and_chosen_ones_are_compared(page: Page) -> None:
    page.goto("suche/?q=LoRaWAN")
    hits = page.locator("#treffer > li")
    expect(hits).to_have_count(10)
    hits.nth(9).scroll_into_view_if_needed()
    before = page.evaluate("scrollY")
    page.get_by_role("link", name="Weitere Treffer zeigen").click()
    expect(hits.nth(10)).to_be_visible()
    assert page.evaluate("scrollY") >= before
    assert len(set(hits.locator("h2").all_inner_texts())) == hits.count()
    hits.nth(0).get_by_role("checkbox", name=re.compile("^vergleichen")).check()
    hits.nth(10).get_by_role("checkbox", name=re.compile("^vergleichen")).check()
    page.get_by_role("button", name="Angekreuzte Projekte vergleichen").click()
    page.wait_for_url("**/vergleich/?nr=*&nr=*")


def test_back_from_a_later_hit_leads_to_its_place_in_the_list(page: Page) -> None:
    page.goto("suche/?q=LoRaWAN")
    page.get_by_role("link", name="Weitere Treffer zeigen").click()
    hits = page.locator("#treffer > li h2 a")
    expect(hits).to_have_count(20)
    title = hits.nth(14).inner_text()
    hits.nth(14).click()
    expect(page.locator("h1")).to_have_text(title)
    page.go_back()
    expect(hits).to_have_count(20)
    expect(hits.nth(14)).to_be_in_viewport()


@pytest.mark.parametrize("size", [DESK, PHONE], ids=["desk", "phone"])
def test_question_field_grows_with_its_text(page: Page, size: dict[str, int]) -> None:
    page.set_viewport_size({"width": size["width"], "height": size["height"]})
    page.goto("suche/?q=Kita")
    field = page.get_by_label("Ihre Frage oder Ihr Vorhaben")
    one_line = field.bounding_box()
    field.press("Shift+Enter")
    field.press_sequentially("mit Warteliste")
    two_lines = field.bounding_box()
    assert one_line
    assert two_lines
    assert one_line["height"] < 60 < two_lines["height"]
