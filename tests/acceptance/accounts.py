"""People who log in with a password, and what a browser must have done before they go on."""

from playwright.sync_api import Browser, ConsoleMessage, Page

from .conftest import PATIENCE_MS
from .operation import Wiki

PASSWORD = "nur-fuer-die-abnahme-1"
REFUSED: list[str] = []  # what the Content-Security-Policy refused to those who are logged in
# Wagtail compares a form with what stood there when it began to watch it, a while after loading.
WATCHING = """addEventListener("w-unsaved:watch-edits", () => {
    document.documentElement.dataset.beobachtet = "ja";
})"""


def log_in(browser: Browser, wiki: Wiki, name: str, width: int = 1280) -> Page:
    """A window of their own, at the first page of the CMS."""
    page = browser.new_context(
        base_url=wiki.address, viewport={"width": width, "height": 900}, locale="de-DE"
    ).new_page()
    page.set_default_timeout(PATIENCE_MS)
    page.on("console", note_refusal)
    page.add_init_script(WATCHING)
    page.goto("admin/login/")
    send_password(page, name)
    page.get_by_role("heading", name="Was ist zu tun").wait_for()
    page.wait_for_load_state()
    return page


def note_refusal(message: ConsoleMessage) -> None:
    if "Content Security Policy" in message.text:
        REFUSED.append(message.text)


def send_password(page: Page, name: str) -> None:
    page.locator("[name=login]").fill(name)
    page.locator("[name=password]").fill(PASSWORD)
    page.locator(".wiki-konto form button[type=submit]").click()


def begin_a_case(page: Page) -> None:
    """An empty form, once Wagtail takes what is written for a change."""
    page.get_by_role("link", name="Einen neuen Fall schreiben").click()
    page.wait_for_url("**/add/**")
    page.locator("html[data-beobachtet]").wait_for()
