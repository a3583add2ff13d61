"""What no automatic check of a page sees: where the focus is, what is cut off, what lies over
what, and what paper shows."""

import re
from io import BytesIO

import pytest
from playwright.sync_api import Browser, Page, ViewportSize, expect
from pypdf import PdfReader

from .accounts import PASSWORD, begin_a_case, log_in
from .keyboard import tab_to
from .operation import Wiki

BROAD = "digitale Kita-Anmeldung"  # more than one page of hits
RESULTS = "suche/?q=Kita-Anmeldung"
MAP = "projekte/?ansicht=karte&thema=kita-schule"
TWO = "p=kitaportal-koeln&p=buergerportal-cochem-zell"
PHONE = ViewportSize(width=360, height=740)
PHONE_WITH_LARGE_TYPE = ViewportSize(width=180, height=370)  # a phone at 200 %
FIRST_HIT = 1100  # px from the top at most, with the filters folded; unfolded it were 1,700
STOPS = 60  # of the Tab key on one page; the map has its dots within them
FOCUS = """() => {
    const element = document.activeElement;
    const {outlineStyle, outlineWidth} = getComputedStyle(element);
    return [element.outerHTML.slice(0, 90), outlineStyle === "none" ? 0 : parseInt(outlineWidth)];
}"""
LEADER = f"""
from django.contrib.auth.models import Group, User
from wiki.redaktion.rollen.rollen import setup_roles
setup_roles()
user, _ = User.objects.get_or_create(username="lena", email="lena@stadt.example")
user.set_password("{PASSWORD}")
user.save()
user.groups.add(Group.objects.get(name="Redaktion"))
"""
CUT_OFF = """kasten => {
    const innen = kasten.getBoundingClientRect();
    const aussen = document.querySelector("[data-karte]").getBoundingClientRect();
    return innen.left < aussen.left || innen.right > aussen.right
        || innen.top < aussen.top || innen.bottom > aussen.bottom;
}"""

PAGES_OF_A_PHONE = (
    *("", RESULTS, "projekte/", "kommune/kaiserslautern/", "thema/kita-schule/"),
    *("suche/planung/?q=Kita", "suche/ansprechstellen/?q=Kita", "projekte/kitaportal-koeln/"),
)
FURTHEST_RIGHT = "document.documentElement.scrollWidth - document.documentElement.clientWidth"


@pytest.mark.parametrize("path", ["", RESULTS, MAP, f"markt/vergleich/?{TWO}"])
def test_every_stop_of_the_tab_key_has_a_ring(page: Page, path: str) -> None:
    page.goto(path)
    stops = set()
    for _ in range(STOPS):
        page.keyboard.press("Tab")
        stops.add(tuple(page.evaluate(FOCUS)))
    assert [html for html, width in stops if width < 3 and not html.startswith("<body")] == []


def test_names_beside_dots_of_the_map_are_whole(page: Page) -> None:
    page.emulate_media(reduced_motion="reduce")
    page.goto("projekte/?ansicht=karte")
    for number in range(page.locator(".markt-ort").count()):
        page.locator(".markt-ort").nth(number).focus()
        assert not page.locator(".leaflet-tooltip").evaluate(CUT_OFF), number


def test_menu_of_a_phone_closes_when_the_focus_leaves_it(page: Page) -> None:
    page.set_viewport_size(PHONE)
    page.goto(RESULTS)
    tab_to(page, ".wiki-kopf__menueknopf")
    page.keyboard.press("Enter")
    expect(page.locator("#hauptmenue")).to_be_visible()
    tab_to(page, "#frage")
    expect(page.locator("#hauptmenue")).to_be_hidden()
    expect(page.locator("#frage")).to_be_focused()


@pytest.mark.parametrize("path", PAGES_OF_A_PHONE)
def test_type_of_twice_the_size_fits_a_phone(page: Page, path: str) -> None:
    page.set_viewport_size(PHONE_WITH_LARGE_TYPE)
    page.goto(path)
    assert page.evaluate(FURTHEST_RIGHT) <= 0
    for link in page.locator(".wiki-sprungmarke").all():
        box = link.bounding_box()
        assert box
        assert box["y"] + box["height"] < 0


def test_a_page_says_in_its_title_what_it_shows(page: Page) -> None:
    for path in ("projekte/", f"suche/?q={BROAD}"):
        page.goto(f"{path}{'&' if '?' in path else '?'}seite=2")
        assert ", Seite 2 – " in page.title()
    for view, name in (("zeit", "Zeitleiste"), ("karte", "Landkarte")):
        page.goto(f"projekte/?ansicht={view}")
        assert page.title().startswith(f"Markt der Projekte: {name} – ")


@pytest.mark.parametrize("path", ["suche/abo/?q=Kita", "suche/frage/?q=Kita", "suche/heimat/"])
def test_title_says_first_that_something_is_wrong(page: Page, path: str) -> None:
    page.goto(path)
    form = page.locator("main form.wiki-formular")
    form.evaluate("form => { form.noValidate = true; }")
    form.locator("input:visible, textarea").first.fill("?")
    form.locator("button").first.click()
    expect(page).to_have_title(re.compile("^Bitte prüfen Sie Ihre Eingabe: "))


def test_links_of_one_name_lead_to_one_page(page: Page) -> None:
    page.goto(f"suche/?q={BROAD}")
    links = page.locator("#treffer a").all()
    said = {(" ".join((a.text_content() or "").split()), a.get_attribute("href")) for a in links}
    assert len({name for name, _ in said}) == len(said)


def test_a_filter_of_the_address_folds_no_hits_away(page: Page) -> None:
    page.set_viewport_size(PHONE)
    page.goto("suche/?q=M%C3%A4ngelmelder&status=betrieb")
    box = page.locator("#treffer h2").first.bounding_box()
    assert box
    assert box["y"] < FIRST_HIT


def test_the_map_on_paper_has_its_dots_and_nothing_to_point_at(page: Page) -> None:
    page.goto(MAP)
    page.emulate_media(media="print")
    dot = page.locator(".markt-ort span").first
    assert dot.evaluate("dot => getComputedStyle(dot).printColorAdjust") == "exact"
    expect(page.get_by_text("Wer darauf zeigt oder tippt")).to_be_hidden()
    expect(page.get_by_text("Je größer ein Punkt")).to_be_visible()


def test_a_kommune_on_paper_breaks_no_word_and_counts_nothing_folded(page: Page) -> None:
    page.goto("kommune/kaiserslautern/")
    text = PdfReader(BytesIO(page.pdf())).pages[-1].extract_text()
    assert "Gemeindeschlüssel" in text
    page.emulate_media(media="print")
    expect(page.get_by_text(re.compile(r"^\d+ weitere")).first).to_be_hidden()


def test_an_answer_on_paper_says_once_where_it_is_in_operation(page: Page) -> None:
    page.goto(f"suche/?q={BROAD}")
    text = PdfReader(BytesIO(page.pdf())).pages[0].extract_text()
    assert len(re.findall(r"Im Betrieb\s+\(\d+ Kommunen\)", text)) == 1


def test_the_view_that_is_shown_is_told_apart_in_forced_colours(page: Page) -> None:
    page.emulate_media(forced_colors="active")
    page.goto("projekte/?ansicht=zeit")
    colours = "links => links.map(a => getComputedStyle(a).borderBottomColor)"
    shown = page.locator(".markt-ansichten a[aria-current]").evaluate_all(colours)
    others = page.locator(".markt-ansichten a:not([aria-current])").evaluate_all(colours)
    assert not set(shown) & set(others)


def test_a_list_of_hundreds_is_narrowed_and_passed_by_keyboard(
    browser: Browser, wiki: Wiki
) -> None:
    wiki.shell(LEADER)
    page = log_in(browser, wiki, "lena")
    begin_a_case(page)
    kommunen = page.get_by_role("group", name="Kommunen")
    page.get_by_role("searchbox", name="Kommunen: Liste eingrenzen").fill("kaisersl")
    shown = kommunen.locator("input:visible").count()
    expect(page.get_by_text(f"{shown} Einträge", exact=True)).to_be_attached()
    page.get_by_role("searchbox", name="Kommunen: Liste eingrenzen").fill("")
    for key in ("Tab", "Enter", "Tab", "Tab"):  # Wagtail's button of a remark comes after the list
        page.keyboard.press(key)
    expect(page.get_by_role("searchbox", name="Themen: Liste eingrenzen")).to_be_focused()
    page.context.close()
