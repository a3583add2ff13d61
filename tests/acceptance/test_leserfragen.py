"""A reader asks the authors; the Redaktion answers; question and answer are part of the article and
are found."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page

from .accounts import PASSWORD, log_in
from .operation import READING_MS, Wiki, wait_until

ARTICLE, QUESTION = "kitaportal-koeln", "Braucht man dafür eine Quastenflosserlizenz?"
ANSWER = "Nein, die Quastenflosserlizenz gehört schon zum Vertrag."
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
    wiki.shell(REDAKTION)
    page = log_in(browser, wiki, "ruth")
    yield page
    page.context.close()
    wiki.shell(TIDY)


def test_a_question_becomes_part_of_the_article_and_is_found(
    page: Page, redaktion: Page, wiki: Wiki
) -> None:
    page.goto(f"projekte/{ARTICLE}/")
    page.get_by_role("link", name="Frage zum Artikel").click()
    page.wait_for_url("**/rueckmeldung/**")
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
