"""What visitors meet in their browser: everybody can use it, and nothing leaves the house."""

import json
import re
from collections.abc import Callable, Iterator
from functools import cache
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Page, expect

from .keyboard import tab_to
from .look import SCHEMES, ZOOMED, Look, Scheme, look_at, violations, width_zoomed
from .operation import Wiki

FRAGE = "Wer hat schon einen digitalen Bauantrag eingeführt?"
TWO = "p=kitaportal-koeln&p=buergerportal-cochem-zell"
PAGES = {
    "home": "",
    "results": "suche/?q=Kita-Anmeldung",
    "no answer": "suche/?q=Teilchenbeschleuniger",
    "empty result": "suche/?q=Kita&kommune=ediger-eller&thema=ki-chatbots",
    "mistyped question": "suche/?q=Kitta-Anmeldug",
    "own Kommune": "suche/heimat/",
    "results with filters": "suche/?q=Parken&status=betrieb&status=planung&sortierung=kosten",
    "preferred Kommune": "suche/?q=Parken+in+Kaiserslautern",
    "question to the network": "suche/frage/?q=Kl%C3%A4rwerk",
    "question to the network, thanks": "suche/frage/danke/",
    "refused question": "suche/?q=",
    "offices": "suche/ansprechstellen/?q=Kita-Portale",
    "no offices": "suche/ansprechstellen/",
    "note": "suche/vermerk/?q=Kita&land=Hessen",
    "no note": "suche/vermerk/",
    "sketch": "suche/vorhaben/",
    "checked sketch": "suche/vorhaben/?q=Wir+nehmen+Kita-Anmeldungen+für+alle+Eltern+online+an.",
    "save a question": "suche/abo/?q=Kita&thema=kita-schule",
    "save no question": "suche/abo/",
    "saved": "suche/abo/gesendet/",
    "confirm a question": "suche/abo/bestaetigen/{frage_bestaetigen}/",
    "stop a question": "suche/abo/abmelden/{frage_abmelden}/",
    "announce": "suche/planung/?q=Kita",
    "announce on a project": "suche/planung/?seite={seite}",
    "announce nothing": "suche/planung/",
    "confirm an announcement": "suche/abo/bestaetigen/{planung_bestaetigen}/",
    "extend an announcement": "suche/abo/verlaengern/{planung_verlaengern}/",
    "remove an announcement": "suche/abo/abmelden/{planung_abmelden}/",
    "forged link": "suche/abo/bestaetigen/x/",
    "article": "projekte/kitaportal-koeln/",
    "kommune": "kommune/trier/",
    "thema": "thema/kita-schule/",
    "text page": "hilfe/",
    "statement on accessibility": "barrierefreiheit/",
    "privacy": "datenschutz/",
    "imprint": "impressum/",
    "Markt": "projekte/?status=umsetzung",
    "Markt, filter left out": "projekte/?status=erfunden",
    "timeline": "projekte/?ansicht=zeit",
    "map": "projekte/?ansicht=karte&thema=kita-schule",
    "comparison": f"markt/vergleich/?{TWO}",
    "empty comparison": "markt/vergleich/",
    "shared Merkliste": f"merkliste/?{TWO}",
    "empty Merkliste": "merkliste/",
    "Kommunen": "kommunen/",
    "events": "veranstaltungen/",
    "Themen": "themen/",
    "event": "veranstaltungen/vernetzungstreffen-2019/",
    "changes": "aenderungen/",
    "wanted pages": "gewuenscht/",
    "ask the authors": "rueckmeldung/{seite}/?art=frage",
    "report a mistake": "rueckmeldung/{seite}/?art=fehler",
    "feedback, thanks": "rueckmeldung/danke/",
    "still valid": "noch-aktuell/{aktuell}/",
    "still valid, forged link": "noch-aktuell/x/",
    "two questions": "angaben/{angaben}/",
    "two questions, forged link": "angaben/x/",
    "propose a text": "rueckmeldung/{seite}/?art=fehler&text={baustein}",
    "error": "gibt-es-nicht/",
}
ENTRIES = """
import json
from suche.abo.consent import signed_link_of
from suche.abo.signed_links import signed
from suche.abo.models import Abonnement, Planung
from suche.abo.planungen import next_date
from wiki.gueltigkeit.angaben import asking_link
from wiki.gueltigkeit.bestaetigung import signed_link
from wiki.mitmachen.textvorschlag import texts_of
from wiki.models import Kommune, Projektseite
from wiki.models.projektseite import heute

seite = Projektseite.objects.get(slug="kitaportal-koeln")
who = {"postfach": "amt@stadt.example", "frage": "Kita-Anmeldung"}
planung = {"kommune": Kommune.objects.get(slug="trier"), "stelle": "Jugendamt"}
entries = {
    "frage": Abonnement.objects.get_or_create(**who)[0],
    "planung": Planung.objects.get_or_create(
        **who, **planung, defaults={"gilt_bis": next_date(heute())}
    )[0],
}
told = {"seite": seite.pk, "aktuell": signed_link(seite), "angaben": asking_link(seite, True)}
print(json.dumps(told | {"baustein": texts_of(seite)[0].baustein} | {
    f"{art}_{zweck}": signed(signed_link_of(entry), zweck)
    for art, entry in entries.items()
    for zweck in ("bestaetigen", "verlaengern", "abmelden")
}))
"""
IN_ENGLISH = (
    *("home", "results", "article", "checked sketch", "note", "save a question", "Markt"),
    *("confirm an announcement", "comparison", "statement on accessibility", "error"),
)
HEADINGS_OF_STATES = {
    "empty result": "Mit diesen Filtern gibt es keinen Treffer",
    "refused question": "Bitte prüfen Sie Ihre Eingabe",
}

STATUS = {  # where it is not 200
    "refused question": 400,
    "error": 404,
    "forged link": 410,
    "still valid, forged link": 400,
    "two questions, forged link": 400,
}


@pytest.fixture(scope="module", params=PAGES)
def name(request: pytest.FixtureRequest) -> str:
    """A page of PAGES. All tests of one run after each other, in one process."""
    return str(request.param)


@pytest.fixture(scope="module")
def seen(name: str, see: Callable[[str], Look]) -> Look:
    return see(name)


@pytest.fixture(scope="module")
def addresses(wiki: Wiki) -> dict[str, str]:
    """The addresses of PAGES."""
    names = json.loads(wiki.shell(ENTRIES).splitlines()[-1])
    return {name: address.format_map(names) for name, address in PAGES.items()}


@pytest.fixture(scope="module")
def see(browser: Browser, wiki: Wiki, addresses: dict[str, str]) -> Iterator[Callable[[str], Look]]:
    """What the page of that name in PAGES looks like. Each is visited once, for all tests."""
    with browser.new_context(base_url=wiki.address, locale="de-DE") as context:

        @cache
        def visit(name: str) -> Look:
            page = context.new_page()
            seen = look_at(page, addresses[name])
            page.close()
            return seen

        yield visit


def test_page_is_the_one_that_is_meant(seen: Look, name: str) -> None:
    assert seen.status == STATUS.get(name, 200)


@pytest.mark.parametrize("scheme", SCHEMES)
def test_axe_finds_nothing(seen: Look, scheme: Scheme) -> None:
    assert getattr(seen, scheme) == []


def test_zoom_of_400_percent_needs_no_horizontal_scrolling(seen: Look) -> None:
    assert seen.width <= ZOOMED


def test_reduced_motion_is_no_motion(seen: Look) -> None:
    assert seen.moving == []


def test_browser_asks_nobody_but_the_wiki(seen: Look, wiki: Wiki) -> None:
    assert seen.hosts == {urlsplit(wiki.address).netloc}


def test_content_security_policy_refuses_nothing(seen: Look) -> None:
    assert "script-src 'self'" in seen.policy
    assert seen.refused == []


@pytest.mark.parametrize("name_of", IN_ENGLISH)
def test_axe_finds_nothing_on_an_english_page(
    browser: Browser, wiki: Wiki, addresses: dict[str, str], name_of: str
) -> None:
    """What differs is words: longer ones, and those marked as German."""
    with browser.new_context(
        base_url=wiki.address, locale="en-GB", reduced_motion="reduce"
    ) as context:
        page = context.new_page()
        page.goto(addresses[name_of])
        assert page.locator("html").get_attribute("lang") == "en"
        assert violations(page) == {"light": [], "dark": []}
        assert width_zoomed(page) <= ZOOMED


@pytest.mark.parametrize(("state", "heading"), HEADINGS_OF_STATES.items())
def test_states_are_shown_in_words(page: Page, state: str, heading: str) -> None:
    page.goto(PAGES[state])
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
        expect(page.locator("h1")).to_have_text(title)


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
