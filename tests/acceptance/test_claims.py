"""What the result page claims, read in the browser and checked against the pages behind it."""

import re
from dataclasses import dataclass

import pytest
from playwright.sync_api import Locator, Page, expect

from .operation import Wiki

STATUS_TOLD = re.compile(r"(?:davon (\d+)|beide|alle) im Betrieb")
FIELDS = """
    SELECT p.title, f.status, coalesce(f.status_jahr, 0), f.kosten_einmalig, f.kosten_laufend,
        d.abschnitte::text, d.kommunen, p.url_path
    FROM wiki_projektseite f JOIN wagtailcore_page p ON p.id = f.page_ptr_id
    JOIN einbettung_dokument d ON d.page_id = p.id WHERE p.live
"""


@dataclass(frozen=True)
class Article:
    """A project as it is in the database: what a claim can be checked against."""

    title: str
    status: str
    jahr: int
    once: int | None
    yearly: int | None
    text: str
    kommunen: str

    def says(self, word: str) -> bool:
        return word.casefold() in f"{self.title} {self.text} {self.kommunen}".casefold()


@dataclass(frozen=True)
class Asked:
    """A question of one kind. `claim`: what the first sentence of the overview looks like (None:
    nothing is claimed); `also`: other sentences; `word`: what every page counted must say."""

    question: str
    claim: str | None
    word: str = ""
    also: tuple[str, ...] = ()
    leads_to: str = ""


NAMES = r"^\d+ Projekte nennen „{}“, (?:davon \d+|beide|alle) im Betrieb"
QUESTIONS = [
    Asked("LoRaWAN", NAMES.format("LoRaWAN"), "LoRaWAN", leads_to="Thema Sensorik & LoRaWAN"),
    Asked("Sensorik & LoRaWAN", r"^\d+ Projekte gehören zum Thema", "", leads_to="Thema"),
    Asked("Little Bird", NAMES.format("Little Bird"), "Little Bird"),
    Asked("Wittlich", r"^\d+ Projekte sind aus Wittlich", "Wittlich", leads_to="aus Wittlich"),
    Asked("VG Otterbach-Otterberg", r"sind aus der VG", "Otterbach-Otterberg", leads_to="VG"),
    Asked("Wer nutzt Consul?", r"^\d+ Projekte aus \d+ Kommunen nennen „Consul“", "Consul"),
    Asked(
        "Was kostet LoRaWAN?",
        r"^Zu den Kosten steht bei \d+ von \d+ Projekten etwas"
        r"(, bei (einem|\d+) nur zur Förderung)?$",
        "LoRaWAN",
        also=(NAMES.format("LoRaWAN"),),
    ),
    Asked("Was ist LoRaWAN?", NAMES.format("LoRaWAN"), "LoRaWAN", also=("So erklärt es",)),
    Asked("Who uses LoRaWAN?", r"^\d+ Projekte aus \d+ Kommunen nennen „LoRaWAN“", "LoRaWAN"),
    Asked(
        "Welche Gemeinden unter 5000 Einwohnern haben einen Chatbot?",
        r"nennen „Chatbot“",
        "Chatbot",
        also=("Keines davon ist aus einer Kommune mit unter 5.000 Einwohnern",),
    ),
    Asked("Wer hat schon eine digitale Kita-Anmeldung eingeführt?", "passen genau", "Kita"),
    Asked("Rufbus in Hessen", "nennen „Rufbus“", "Rufbus", also=("Keines davon ist aus Hessen",)),
    Asked("Wellensittich entflogen", None),
]


@pytest.fixture(scope="module")
def articles(wiki: Wiki) -> dict[str, Article]:
    """Last part of an article's address -> the article."""
    rows = wiki.query(FIELDS)
    return {row[-1].rstrip("/").rsplit("/", 1)[-1]: Article(*row[:-1]) for row in rows}


@pytest.mark.parametrize("asked", QUESTIONS, ids=lambda asked: asked.question)
def test_every_claim_holds_on_the_pages_behind_it(
    page: Page, articles: dict[str, Article], asked: Asked
) -> None:
    page.goto(f"suche/?q={asked.question.replace('&', '%26')}")
    overview = page.locator(".suche-ueberblick")
    if asked.claim is None:
        expect(page.get_by_role("heading", name="Dazu gibt es noch nichts")).to_be_visible()
        expect(overview).to_have_count(0)
        return
    for fold in overview.locator("details.suche-mehr").all():
        fold.evaluate("fold => fold.open = true")
    _reads_as_asked(page, overview, asked)
    _counts_are_right(overview, asked, articles)
    _reasons_hold(page, articles)


def _reads_as_asked(page: Page, overview: Locator, asked: Asked) -> None:
    assert asked.claim is not None
    expect(overview.locator("h2")).to_have_text(re.compile(asked.claim))
    for said in asked.also:
        expect(overview).to_contain_text(re.compile(said.removeprefix("^")))
    if asked.leads_to:
        link = page.locator(".suche-wegweiser a").first
        expect(link).to_contain_text(asked.leads_to)
        assert page.request.get(link.get_attribute("href") or "").ok


def _counts_are_right(overview: Locator, asked: Asked, articles: dict[str, Article]) -> None:
    """The number told is the number of pages listed; each says the word, status and year told."""
    listed: dict[str, Article] = {}
    for line in overview.locator("dl.suche-angaben > div").all():
        term = line.locator("dt").inner_text()
        if not re.search("Betrieb|Umsetzung|Planung|Idee|eendet|bgebrochen", term):
            continue
        for source in line.locator("li").all():
            slug = _slug(source.locator("a"))
            article = listed[slug] = articles[slug]
            year = source.evaluate("e => e.textContent").rsplit("(", 1)[-1]
            assert year.startswith(str(article.jahr or "ohne Jahr")), (term, article)
            assert article.status == _status(term), (term, article)
            assert article.says(asked.word), article.title
    claims = overview.inner_text()
    told = re.search(r"(\d+) Projekte?(?: aus \d+ Kommunen?)? (?:nenn|gehör|pass|sind|ist)", claims)
    assert told, claims
    assert int(told[1]) == len(listed)
    if running := STATUS_TOLD.search(told.string[told.end() :].split("\n")[0]):
        number = int(running[1] or told[1])
        assert number == sum(a.status == "betrieb" for a in listed.values())


def _reasons_hold(page: Page, articles: dict[str, Article]) -> None:
    """A title said to hold a word holds it; a passage is a piece of its article, and no fact box;
    weak hits are folded."""
    for hit in page.locator("ol[aria-label='Treffer'] .wiki-treffer").all():
        article = articles.get(_slug(hit.locator("h2 a")))
        reason = hit.locator(".wiki-leise").last.inner_text()
        assert not reason.startswith("Schwach"), reason
        if article is None:  # an event
            continue
        for word in _words(reason, "Im Titel steh(?:t|en) "):
            assert word in article.title, (reason, article.title)
        passage = hit.locator("p.wiki-absatz").inner_text()
        assert not passage.startswith("Steckbrief"), passage
        assert all(mark in article.text for mark in hit.locator("mark").all_inner_texts())


def _words(reason: str, behind: str) -> list[str]:
    found = re.search(behind + "([^;]+)", reason)
    return re.split(r", | und | ", found[1].strip()) if found else []


def _status(term: str) -> str:
    words = {"Betrieb": "betrieb", "Umsetzung": "umsetzung", "Planung": "planung", "Idee": "idee"}
    ended = "beendet" if term.startswith("Beendet") else "abgebrochen"
    return next((status for word, status in words.items() if word in term), ended)


def _slug(link: Locator) -> str:
    return (link.get_attribute("href") or "").split("?")[0].rstrip("/").rsplit("/", 1)[-1]


def test_weak_hits_unfold_by_keyboard_and_are_printed(page: Page) -> None:
    page.goto("suche/?q=Kita-Anmeldung")
    weak = page.get_by_role("list", name="Entfernt verwandte Treffer")
    expect(weak).to_be_hidden()
    page.get_by_text(re.compile(r"\d+ weitere, entfernt verwandt")).focus()
    page.keyboard.press("Enter")
    expect(weak).to_be_visible()
    page.keyboard.press("Enter")
    page.emulate_media(media="print")
    expect(weak.locator("h2").first).to_be_visible()


def test_skip_link_leads_to_the_hits(page: Page) -> None:
    page.goto("suche/?q=LoRaWAN")
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.locator(":focus")).to_have_attribute("id", "treffer")
