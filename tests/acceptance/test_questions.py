"""Somebody asks in the browser and sees the right thing."""

import re
from urllib.parse import quote

import pytest
from playwright.sync_api import Page, expect

from .operation import READING_MS

HITS = ".wiki-treffer"
NOBODY_DID = "Wellensittich entflogen"


def ask(page: Page, question: str) -> list[str]:
    """Titles of the first result page. Others type (`test_browser`, `test_clerk`)."""
    page.goto(f"suche/?q={quote(question)}")
    return page.locator(f"{HITS} h2").all_inner_texts()


def test_compound_meets_its_parts(page: Page) -> None:
    """Pages write "Anmeldung", "Kita-Platz", "Vormerkung"; none needs to hold the typed word."""
    titles = ask(page, "Kitaplatzanmeldung")
    assert sum("Kita" in title or "Eltern" in title for title in titles[:5]) >= 4


def test_part_of_a_compound_is_highlighted_in_it(page: Page) -> None:
    ask(page, "Straßenbeleuchtung Steuerung")
    marked = page.locator(f"{HITS} mark").all_inner_texts()
    assert any("beleuchtung" in word.lower() for word in marked)


@pytest.mark.parametrize("typed", ["Kitaprotal", "Handypaken"])
def test_mistyped_word_finds_what_was_meant(page: Page, typed: str) -> None:
    titles = ask(page, typed)
    meant = {"Kitaprotal": ("Kita", "Eltern"), "Handypaken": ("Handy", "Park")}[typed]
    assert any(word in title for title in titles[:3] for word in meant)


def test_correction_is_offered(page: Page) -> None:
    ask(page, "Barrierefreihiet im Bürgerbüro")
    expect(page.get_by_role("link", name="Barrierefreiheit im Bürgerbüro")).to_be_visible()


def test_english_question_finds_german_pages(page: Page) -> None:
    titles = ask(page, "Who has smart street lights?")
    assert any("leucht" in title.lower() or "laterne" in title.lower() for title in titles[:3])


def test_named_place_is_preferred_and_can_be_taken_back(page: Page) -> None:
    titles = ask(page, "Handyparken in Ludwigshafen")
    assert "Ludwigshafen" in titles[0]
    chip = page.get_by_role("link", name="Nicht bevorzugen").first
    expect(chip).to_be_visible()
    chip.click()
    page.wait_for_url("**ohne=**")
    field = page.get_by_label("Ihre Frage oder Ihr Vorhaben")
    expect(field).to_have_value("Handyparken in Ludwigshafen")


def test_question_without_an_answer_is_told_so(page: Page) -> None:
    ask(page, NOBODY_DID)
    expect(page.get_by_role("heading", name="Dazu gibt es noch nichts")).to_be_visible()
    expect(page.get_by_text("Frage ans Netzwerk").first).to_be_visible()


def test_question_with_weak_answers_only_is_told_so(page: Page) -> None:
    assert ask(page, "Gibt es ein digitales Fundbüro für verlorene Gegenstände?")
    told = re.compile("Genau dazu steht wohl noch nichts im Wiki|Genau passt nichts davon")
    expect(page.get_by_text(told)).to_be_visible()


def test_what_lies_near_the_floor_is_told_so_whether_anything_is_listed_or_not(page: Page) -> None:
    """An index that is built anew may list the nearest pages, or none."""
    ask(page, "Mähroboter für den Sportplatz")
    told = re.compile("Genau dazu steht wohl noch nichts im Wiki|Dazu gibt es noch nichts")
    expect(page.get_by_text(told).first).to_be_visible()
    expect(page.locator(".suche-ueberblick")).to_have_count(0)


def test_question_to_the_network_is_kept(page: Page) -> None:
    ask(page, NOBODY_DID)
    page.wait_for_timeout(READING_MS)
    page.get_by_role("button", name="Frage ans Netzwerk schicken").click()
    expect(page.get_by_role("heading", name="Danke")).to_be_visible()
