"""Half an hour before a meeting: who has it, whom do I call, and a sheet to take along."""

import re
from io import BytesIO

from playwright.sync_api import Page, expect
from pypdf import PdfReader

FRAGE = "Wir wollen eine App für Mängelmeldungen. Wer hat das schon, und was kostet es?"
KONTAKT = "//dt[normalize-space()='Kontakt']/following-sibling::dd"


def test_from_the_question_to_a_printed_list_with_whom_to_call(page: Page) -> None:
    page.goto("")
    page.locator("#frage").fill(FRAGE)
    page.keyboard.press("Enter")
    page.wait_for_url("**/suche/**")
    page.get_by_role("checkbox", name=re.compile("^im Betrieb")).check()
    expect(page).to_have_url(re.compile("status=betrieb"))
    first = page.locator(".wiki-treffer h2 a").first
    title = first.inner_text()
    first.click()
    expect(page.locator("h1")).to_have_text(title)
    office = page.locator(KONTAKT).locator("p").first.inner_text()
    page.locator(".wiki-werkzeuge .wiki-merken__knopf").click()
    page.get_by_role("link", name="Merkliste (1)").click()
    expect(page.locator(".markt-merkliste h2")).to_have_text(title)
    sheet = _words(" ".join(s.extract_text() for s in PdfReader(BytesIO(page.pdf())).pages))
    assert _words(title) in sheet
    # Where nobody is known to call, the sheet makes up no contact.
    is_known = office != "Kontakt erfragen"
    assert (_words(f"Kontakt: {office}") in sheet) == is_known
    assert "Hauptmenü" not in sheet


def _words(text: str) -> str:
    """Without hyphens and blanks: a printed line breaks where it likes."""
    return re.sub(r"[\s\u00ad-]+", "", text)
