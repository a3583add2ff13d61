"""A staff question with no answer becomes a gap, becomes a page, and is found."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from .accounts import PASSWORD, log_in
from .operation import Wiki, wait_until
from .test_redaktion import FOUND_WITHIN_S

FRAGE = "Wie verleiht man Kostüme des Stadttheaters per Strichcode?"
FRAGEN = [
    FRAGE,
    "Wer verwaltet die Kostüme des Stadttheaters mit Strichcode?",
    "Wie kann man Theaterkostüme der Stadt per Strichcode verleihen?",
]
LEAD = "Das Stadttheater verleiht Kostüme; jedes hat einen Strichcode für Ausleihe und Rückgabe."
SLUG = "kostume-per-strichcode"
PEOPLE = f"""
from django.contrib.auth.models import Group, User
from suche.luecken.models import Luecke, Offenefrage
from wiki.models import Projektseite
from wiki.redaktion.rollen.rollen import setup_roles
setup_roles()
for page in Projektseite.objects.filter(slug__startswith="{SLUG}"):
    page.delete()
Luecke.objects.all().delete()
Offenefrage.objects.all().delete()
User.objects.filter(username="lore").delete()
user = User.objects.create_user("lore", "lore@stadt.example", "{PASSWORD}")
user.groups.add(Group.objects.get(name="Redaktion"))
"""
TIDY = PEOPLE.partition("user = ")[0]
# The worker, which has the model loaded, does what it does every night.
NIGHT = """
from suche.luecken.tasks import evaluate_luecken_daily
evaluate_luecken_daily.defer(timestamp=0)
"""
AT_WORK = """
SELECT 1 FROM procrastinate_jobs
WHERE task_name LIKE '%evaluate_luecken_daily' AND status IN ('todo', 'doing')
"""
OPEN = "SELECT 1 FROM luecken_luecke WHERE stand = 'offen' AND anzahl >= 3"
ANSWERED = "SELECT 1 FROM luecken_luecke WHERE stand = 'beantwortet'"


@pytest.fixture
def lore(browser: Browser, wiki: Wiki) -> Iterator[Page]:
    """Of the Redaktion, logged in."""
    wiki.shell(PEOPLE)
    page = log_in(browser, wiki, "lore")
    yield page
    page.context.close()
    wiki.shell(TIDY)


def ask_as_somebody(browser: Browser, wiki: Wiki, frage: str) -> None:
    context = browser.new_context(base_url=wiki.address, locale="de-DE")
    page = context.new_page()
    page.goto("suche/")
    page.locator("#frage").fill(frage)
    page.get_by_role("button", name="Projekte finden").click()
    page.locator("#antwort").wait_for()
    context.close()


def test_a_question_without_an_answer_becomes_a_page_that_is_found(
    browser: Browser, wiki: Wiki, lore: Page
) -> None:
    for frage in FRAGEN:
        ask_as_somebody(browser, wiki, frage)
    spend_a_night(wiki, OPEN)
    lore.goto("admin/")
    lore.locator("a", has_text="Kostüme").first.click()
    gap = lore.locator(".wiki-luecke", has_text="Kostüme")
    expect(gap).to_contain_text("3 Fragen")
    gap.get_by_role("link", name="Seite beginnen").click()
    write(lore)
    assert wait_until(lambda: SLUG in wiki.ask("Kostüme Stadttheater Strichcode"), FOUND_WITHIN_S)
    spend_a_night(wiki, ANSWERED)
    lore.goto("admin/reports/luecken/")
    closed = lore.locator("section", has=lore.get_by_role("heading", name="Inzwischen beantwortet"))
    expect(closed).to_contain_text("Kostüme per Strichcode")


def spend_a_night(wiki: Wiki, until: str) -> None:
    wiki.shell(NIGHT)
    assert wait_until(lambda: not wiki.query(AT_WORK), FOUND_WITHIN_S)
    assert wiki.query(until)


def write(page: Page) -> None:
    title = page.locator("[name=title]")
    expect(title).not_to_have_value("")
    expect(page.locator("[name=kurzfassung]")).to_have_value(f"Entwurf zur Frage: {FRAGE}")
    title.fill("Kostüme per Strichcode")
    page.locator("[name=kurzfassung]").fill(LEAD)
    page.get_by_label("Trier", exact=True).check()
    page.get_by_label("Energie & Umwelt").check()
    page.locator("select[name=status]").select_option("betrieb")
    page.locator("[data-contentpath=inhalt] [contenteditable=true]").first.click()
    page.keyboard.type(LEAD)
    page.locator("footer .w-dropdown__toggle, .w-dropdown-button__toggle").last.click()
    page.locator("button[name=action-publish]").click()
    expect(page.get_by_text("erstellt und veröffentlicht")).to_be_visible()
