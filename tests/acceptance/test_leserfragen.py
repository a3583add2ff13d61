"""A reader asks the authors; the Redaktion answers; question and answer are part of the article and
are found."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page

from .operation import READING_MS, Wiki, wait_until

ARTICLE, QUESTION = "kitaportal-koeln", "Braucht man dafür eine Quastenflosserlizenz?"
ANSWER = "Nein, die Quastenflosserlizenz gehört schon zum Vertrag."
PASSWORD = "nur-fuer-die-abnahme-1"
FOUND_WITHIN_S = 240
REDAKTION = f"""
from django.contrib.auth.models import Group, User
from wiki.redaktion.rollen.rollen import setup_roles
setup_roles()
User.objects.filter(username="ruth").delete()
user = User.objects.create_user("ruth", "ruth@stadt.example", "{PASSWORD}")
user.groups.add(Group.objects.get(name="Redaktion"))
"""
TIDY = f"""
from django.contrib.auth.models import User
from wiki.models import Projektseite, Rueckmeldung
User.objects.filter(username="ruth").delete()
page = Projektseite.objects.get(slug="{ARTICLE}")
kept = [(c.block_type, c.value) for c in page.inhalt if c.block_type != "frage"]
page.inhalt = kept
page.save_revision().publish()
Rueckmeldung.objects.filter(seite=page).delete()
"""


@pytest.fixture
def redaktion(wiki: Wiki, browser: Browser) -> Iterator[Page]:
    wiki.manage_or_fail("shell", "--verbosity", "0", "--command", REDAKTION)
    with browser.new_context(base_url=wiki.address, locale="de-DE") as context:
        page = context.new_page()
        page.goto("admin/login/")
        page.locator("[name=login]").fill("ruth")
        page.locator("[name=password]").fill(PASSWORD)
        page.locator(".wiki-konto form button[type=submit]").click()
        page.get_by_role("heading", name="Was ist zu tun").wait_for()
        yield page
    wiki.manage_or_fail("shell", "--verbosity", "0", "--command", TIDY)


def test_a_question_becomes_part_of_the_article_and_is_found(
    page: Page, redaktion: Page, wiki: Wiki
) -> None:
    page.goto(f"projekte/{ARTICLE}/")
    page.get_by_role("link", name="Frage zum Artikel").click()
    page.get_by_label("Ihre Frage").fill(QUESTION)
    page.get_by_label("Frage und Antwort dürfen im Artikel stehen").check()
    page.wait_for_timeout(READING_MS)
    page.get_by_role("button", name="Abschicken").click()
    page.get_by_role("heading", name="Danke, das ist angekommen").wait_for()

    redaktion.goto("admin/")
    redaktion.get_by_role("link", name=QUESTION).first.click()
    redaktion.locator("[name=antwort]").fill(ANSWER)
    redaktion.locator("[name=im_artikel]").check()
    redaktion.locator("[name=erledigt]").check()
    redaktion.get_by_role("button", name="Speichern").click()
    redaktion.wait_for_url("**/snippets/wiki/rueckmeldung/")

    page.goto(f"projekte/{ARTICLE}/")
    assert page.get_by_role("heading", name=QUESTION).is_visible()
    assert page.get_by_text(ANSWER).is_visible()
    assert wait_until(lambda: wiki.ask("Quastenflosserlizenz")[:1] == [ARTICLE], FOUND_WITHIN_S)
