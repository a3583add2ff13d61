"""fixtures/: the 261 projects, 257 Kommunen and the rest, as they are delivered."""

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from suche.german.analysis import normalise
from wiki.blocks import InhaltBlock
from wiki.loading.fixtures import Fixture, Fixtures, read_fixtures
from wiki.models import Projektseite
from wiki.seitenlinks import TEXTSEITEN

FOLDER = Path(__file__).resolve().parents[4] / "fixtures"
MAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
SENTENCE_END = re.compile(r"(?<=[.!?])\s+")
SAYS_UNKNOWN = re.compile(
    r"in der Quelle|die Quellen? nenn|nicht bekannt|nicht überliefert|sollte man in", re.IGNORECASE
)
ELSEWHERE = re.compile(r"anderswo|Zum Vergleich|\bandere[rn]?\b", re.IGNORECASE)
SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")


@pytest.fixture(scope="module")
def fixtures() -> Fixtures:
    return read_fixtures(FOLDER)


def faulty(entries: list[Fixture], is_faulty: Callable[[dict[str, Any]], object]) -> list[str]:
    """The files for which something is wrong, so that a failure names them."""
    return [entry.file for entry in entries if is_faulty(entry.fields)]


def texts(value: Any) -> list[str]:
    """All strings inside a fixture's fields."""
    if isinstance(value, dict | list):
        inner = value.values() if isinstance(value, dict) else value
        return [text for part in inner for text in texts(part)]
    return [value] if isinstance(value, str) else []


def test_the_wiki_is_complete(fixtures: Fixtures) -> None:
    assert (len(fixtures.projekte), len(fixtures.kommunen)) == (261, 257)
    assert fixtures.themen
    assert fixtures.seiten
    assert fixtures.veranstaltungen


def test_no_key_occurs_twice(fixtures: Fixtures) -> None:
    keys = [fixture.key for fixture in fixtures]
    assert len(set(keys)) == len(keys)


@pytest.mark.parametrize("kind", ["kommunen", "themen"])
def test_names_are_unique_because_fixtures_refer_to_them(fixtures: Fixtures, kind: str) -> None:
    names = [fixture.fields["name"] for fixture in getattr(fixtures, kind)]
    assert len(set(names)) == len(names)


def test_slugs_are_addresses(fixtures: Fixtures) -> None:
    assert [fixture.key for fixture in fixtures if not SLUG.fullmatch(fixture.slug)] == []


def test_every_projekt_has_kommunen_and_themen(fixtures: Fixtures) -> None:
    assert faulty(fixtures.projekte, lambda f: not f.get("kommunen") or not f.get("themen")) == []


def test_every_projekt_and_event_names_its_sources(fixtures: Fixtures) -> None:
    pages = [*fixtures.projekte, *fixtures.veranstaltungen]
    assert faulty(pages, lambda f: not f.get("quellen")) == []
    assert faulty(pages, lambda f: not all(q.get("titel") for q in f["quellen"])) == []


def test_reuse_with_an_article_of_its_own_occurs_on_a_fresh_start(fixtures: Fixtures) -> None:
    of = {projekt.slug: set(projekt.fields["kommunen"]) for projekt in fixtures.projekte}
    seen = [
        entry["kommune"]
        for projekt in fixtures.projekte
        for entry in projekt.fields.get("nachgenutzt_von", [])
        if any(entry["kommune"] in of[slug] for slug in projekt.fields.get("verwandte", []))
    ]
    assert sorted(seen) == ["Ediger-Eller", "Langenhagen", "Leichlingen", "VG Mendig"]


def test_a_source_with_an_address_says_who_published_it(fixtures: Fixtures) -> None:
    def anonymous(fields: dict[str, Any]) -> bool:
        return any(q.get("url") and not q.get("herausgeber") for q in fields["quellen"])

    assert faulty(fixtures.projekte, anonymous) == []


def test_sources_lead_to_web_addresses(fixtures: Fixtures) -> None:
    pages = [*fixtures.projekte, *fixtures.veranstaltungen]
    urls = [quelle.get("url", "") for page in pages for quelle in page.fields["quellen"]]
    assert [url for url in urls if url and not url.startswith(("https://", "http://"))] == []


def test_websites_of_kommunen_are_those_of_an_administration(fixtures: Fixtures) -> None:
    """A whole site, not a page of it, over https, and known of nearly all with an article."""
    sites = {k.fields["name"]: k.fields.get("webseite", "") for k in fixtures.kommunen}
    site = re.compile(r"https://www\.[a-z0-9.-]+\.(?:de|eu|net)")
    assert [url for url in sites.values() if url and not site.fullmatch(url)] == []
    named = {name for projekt in fixtures.projekte for name in projekt.fields["kommunen"]}
    assert sum(1 for name in named if not sites[name]) <= 20


def test_no_text_holds_a_mail_address(fixtures: Fixtures) -> None:
    found = [mail for fixture in fixtures for mail in MAIL.findall(" ".join(texts(fixture.fields)))]
    assert found == []


def test_nothing_is_made_up_under_a_reserved_name(fixtures: Fixtures) -> None:
    made_up = [f.key for f in fixtures if any(".example" in text for text in texts(f.fields))]
    assert made_up == []


def test_every_article_begins_with_its_text(fixtures: Fixtures) -> None:
    assert faulty(fixtures.projekte, lambda f: f["abschnitte"][0]["art"] != "text") == []


def test_a_section_is_long_enough_for_a_heading(fixtures: Fixtures) -> None:
    def too_short(fields: dict[str, Any]) -> bool:
        sections = [(a["art"], len(a["text"].split())) for a in fields["abschnitte"]]
        return any(words < (40 if art == "text" else 30) for art, words in sections)

    assert faulty(fixtures.projekte, too_short) == []


def test_no_sentence_stands_in_more_than_three_articles(fixtures: Fixtures) -> None:
    articles: dict[str, set[str]] = {}
    for projekt in fixtures.projekte:
        for text in texts(projekt.fields["abschnitte"]):
            for sentence in SENTENCE_END.split(" ".join(text.split())):
                articles.setdefault(sentence, set()).add(projekt.slug)
    kinds = set(InhaltBlock.base_blocks)  # names of sections are among the texts
    assert {s: a for s, a in articles.items() if len(a) > 3 and s not in kinds} == {}


def test_what_is_unknown_is_left_out_of_the_text(fixtures: Fixtures) -> None:
    assert faulty(fixtures.projekte, lambda f: SAYS_UNKNOWN.search(" ".join(texts(f)))) == []


def test_no_town_is_made_to_speak(fixtures: Fixtures) -> None:
    def speaks(fields: dict[str, Any]) -> bool:
        return any(a["art"] == "anders_machen" for a in fields["abschnitte"])

    assert faulty(fixtures.projekte, speaks) == []


def test_free_sections_have_a_heading(fixtures: Fixtures) -> None:
    def nameless(fields: dict[str, Any]) -> bool:
        sections = [s for s in fields.get("abschnitte", []) if s["art"] == "frei"]
        return any(not section.get("ueberschrift") for section in sections)

    assert faulty([*fixtures.projekte, *fixtures.veranstaltungen], nameless) == []


def test_what_others_paid_stands_in_the_einschaetzung(fixtures: Fixtures) -> None:
    """The search takes every other section for what the article's own Kommune has said."""

    def compares(fields: dict[str, Any]) -> bool:
        return any(ELSEWHERE.search(a.get("ueberschrift", "")) for a in fields["abschnitte"])

    assert faulty(fixtures.projekte, compares) == []


def test_named_sections_occur_once(fixtures: Fixtures) -> None:
    def repeats(fields: dict[str, Any]) -> bool:
        kinds = [s["art"] for s in fields.get("abschnitte", []) if s["art"] != "frei"]
        return len(set(kinds)) != len(kinds)

    assert faulty(fixtures.projekte, repeats) == []


@pytest.mark.parametrize(
    "name",
    ["kurzfassung", "foerderung", "faktenlage", "uebertragbarkeit", "personalaufwand"],
)
def test_texts_fit_into_their_fields(fixtures: Fixtures, name: str) -> None:
    limit = Projektseite._meta.get_field(name).max_length
    assert faulty(fixtures.projekte, lambda f: len(f.get(name, "")) > limit) == []


def test_the_status_is_one_that_can_be_chosen(fixtures: Fixtures) -> None:
    assert faulty(fixtures.projekte, lambda f: f["status"] not in Projektseite.Status.values) == []


def test_texts_are_composed_and_without_control_characters(fixtures: Fixtures) -> None:
    changed = [
        fixture.key
        for fixture in fixtures
        if any(normalise(text) != text for text in texts(fixture.fields))
    ]
    assert changed == []


def test_every_thema_is_used_or_has_subtopics(fixtures: Fixtures) -> None:
    used = {thema for projekt in fixtures.projekte for thema in projekt.fields["themen"]}
    used |= {thema.fields.get("oberthema") for thema in fixtures.themen}
    assert {thema.fields["name"] for thema in fixtures.themen} - used == set()


def test_an_oberthema_stands_before_its_subtopics(fixtures: Fixtures) -> None:
    names = [thema.fields["name"] for thema in fixtures.themen]
    pairs = [(t.fields.get("oberthema"), t.fields["name"]) for t in fixtures.themen]
    assert [n for above, n in pairs if above and above not in names[: names.index(n)]] == []


def test_a_landkreis_is_written_before_its_kommunen(fixtures: Fixtures) -> None:
    kommunen = [kommune.fields for kommune in fixtures.kommunen]
    place = {k["ags"]: number for number, k in enumerate(kommunen) if "ags" in k}
    known = [(n, k) for n, k in enumerate(kommunen) if k.get("kreis_ags") in place]
    assert len(known) > 50
    assert [k["name"] for n, k in known if place[k["kreis_ags"]] > n] == []


def test_text_pages_that_templates_and_texts_lead_to_are_delivered(fixtures: Fixtures) -> None:
    delivered = {seite.slug for seite in fixtures.seiten}
    templates = "".join(path.read_text() for path in (FOLDER.parent / "templates").rglob("*.html"))
    named = set(re.findall(r'(?:"Textseite" "|_hilfe\.html" with slug=")([a-z-]+)"', templates))
    linked = {
        slug
        for seite in fixtures.seiten
        for slug in re.findall(
            r'href="/((?:hilfe|begriffe|leichte)[a-z-]*)/"', " ".join(texts(seite.fields))
        )
    }
    assert named
    assert named == set(TEXTSEITEN)
    assert linked
    assert named | linked <= delivered
