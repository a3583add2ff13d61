"""A list becomes drafts and is taken back: by keyboard, on a phone, in light and dark."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from .accounts import PASSWORD, log_in
from .keyboard import tab_to
from .look import SCHEMES, put_on
from .operation import Wiki

WORKED_WITHIN_MS = 120_000
LIST = (
    "Projektname;Kurzbeschreibung;Kommune;Thema;Status\n"
    "Glühwürmchenzähler;Zählt Glühwürmchen.;Mainz;Beteiligung;im Betrieb\n"
    "Pfützenmelder;Meldet Pfützen.;Maintz;Beteiligung;geplant\n"
)
PEOPLE = f"""
from django.contrib.auth.models import Group, User
from django.core.management import call_command
from wiki.austausch.models import Importlauf, Wertzuordnung
from wiki.models import Projektseite
User.objects.filter(username="ines").delete()
Importlauf.objects.filter(dateiname="liste.csv").delete()
Wertzuordnung.objects.all().delete()
for page in Projektseite.objects.filter(slug__in=["gluehwuermchenzaehler", "pfuetzenmelder"]):
    page.delete()
call_command("setup_rollen")
ines = User.objects.create_user("ines", "ines@stadt.example", "{PASSWORD}")
ines.groups.add(Group.objects.get(name="Redaktion"))
"""


@pytest.fixture
def ines(browser: Browser, wiki: Wiki) -> Iterator[Page]:
    """Of the Redaktion, logged in, on a phone."""
    wiki.shell(PEOPLE)
    page = log_in(browser, wiki, "ines", width=360)
    yield page
    page.context.close()


def test_from_a_list_to_drafts_and_back(ines: Page, tmp_path: Path) -> None:
    path = tmp_path / "liste.csv"
    path.write_text(LIST, encoding="utf-8")
    ines.goto("admin/importe/")
    ines.locator("[name=datei]").set_input_files(path)
    press(ines, "form[enctype] button")
    expect(ines.locator("#spalte-0")).to_have_value("titel")
    press(ines, "form[action$='/pruefen/'] button")
    expect(ines.locator("#bericht")).to_contain_text("Ergebnis", timeout=WORKED_WITHIN_MS)
    look_at(ines)
    tab_to(ines, "#wert-0")
    expect(ines.locator("#wert-0")).to_have_value("mainz")
    press(ines, "form[action$='/pruefen/'] button")
    expect(ines.locator("#zuordnung ~ form")).to_contain_text(
        "Schon zugeordnet: 1 Wort", timeout=WORKED_WITHIN_MS
    )
    start = ines.get_by_role("button", name="Import starten: 2 neu")
    start.wait_for(timeout=WORKED_WITHIN_MS)
    start.press("Enter")
    pages = ines.get_by_role("region", name="Angelegte und geänderte Seiten")
    expect(pages).to_contain_text("Pfützenmelder (Entwurf)", timeout=WORKED_WITHIN_MS)
    look_at(ines)
    press(ines, "form[action$='/zurueck/'] button")
    expect(ines.locator("main")).to_contain_text("2 Seiten gelöscht", timeout=WORKED_WITHIN_MS)


def press(page: Page, selector: str) -> None:
    tab_to(page, selector)
    page.keyboard.press("Enter")


def look_at(page: Page) -> None:
    """In both schemes accessible, and not wider than the screen."""
    for scheme in SCHEMES:
        put_on(page, scheme)
        grave = [
            (violation["id"], node["html"], node["failureSummary"])
            for violation in Axe().run(page).response["violations"]
            if violation["impact"] in {"serious", "critical"}
            for node in violation["nodes"]
        ]
        assert grave == []
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
