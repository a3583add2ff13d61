"""From a project sketch to a telephone call and a note for the file, as a clerk does it."""

import io
import re
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from docx import Document
from playwright.sync_api import Browser, Page
from pypdf import PdfReader

from .keyboard import tab_to
from .look import SCHEMES, put_on
from .operation import Wiki

SKETCH = """Projektskizze: Mängelmelder-App für die Stadt Andernach
Unsere Stadt möchte 2026 eine App einführen, mit der Bürgerinnen und Bürger Schlaglöcher, defekte
Straßenlaternen und wilden Müll melden. Meldungen gehen mit Foto und Standort an den Bauhof.
Vorgesehen sind 25.000 Euro. Wir prüfen eine Open-Source-Lösung."""
SERIOUS = {"serious", "critical"}
PHONE = 360
PATIENCE_MS = 120_000  # a busy machine may take its time over a sketch; nothing here is about speed


@pytest.fixture(autouse=True)
def _patience(page: Page) -> None:
    page.set_default_timeout(PATIENCE_MS)


def check(page: Page) -> None:
    page.goto("suche/vorhaben/")
    page.get_by_label("Ihre Projektskizze").fill(SKETCH)
    page.get_by_role("button", name="Vorhaben prüfen").click()
    page.get_by_role("heading", name="Ähnliche Projekte").wait_for()


def grave(page: Page) -> list[object]:
    violations = Axe().run(page).response["violations"]
    return [(v["id"], v["nodes"][0]["html"]) for v in violations if v["impact"] in SERIOUS]


def saved(page: Page, kind: str, folder: Path) -> bytes:
    with page.expect_download() as download:
        page.get_by_role("button", name=f"Vermerk als {kind}").click()
    path = folder / download.value.suggested_filename
    download.value.save_as(path)
    return path.read_bytes()


def unbroken(text: str) -> str:
    """Without blanks and hyphens: in a narrow column words are divided."""
    return re.sub(r"[\s-]", "", text)


def test_sketch_becomes_a_note_for_the_file(page: Page, tmp_path: Path) -> None:
    check(page)
    similar = page.locator("section[aria-labelledby=aehnlich] h3").all_inner_texts()
    assert any("elder" in title for title in similar), similar
    page.get_by_text("Titel, Stelle und Bemerkung").click()
    page.get_by_label("Bemerkung").fill("Haßloch anrufen.")
    pdf = PdfReader(io.BytesIO(saved(page, "PDF", tmp_path)))
    docx = Document(io.BytesIO(saved(page, "DOCX", tmp_path)))
    assert len(pdf.pages) == 1
    in_pdf = " ".join(pdf.pages[0].extract_text().split())
    in_docx = "\n".join(p.text for p in docx.element.body.iter() if p.text)
    for text in (in_pdf, in_docx):
        assert "Mängelmelder-App für die Stadt Andernach" in text
        assert "Haßloch anrufen." in text
        assert unbroken(similar[0]) in unbroken(text)


def test_checked_sketch_is_accessible_and_fits_a_phone(page: Page) -> None:
    page.set_viewport_size({"width": PHONE, "height": 740})
    check(page)
    for scheme in SCHEMES:
        put_on(page, scheme)
        assert not grave(page), scheme
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE


def test_keyboard_is_enough_from_sketch_to_project(page: Page) -> None:
    page.goto("suche/vorhaben/")
    tab_to(page, "#id_text")
    page.keyboard.insert_text(SKETCH)
    tab_to(page, "main form button")
    page.keyboard.press("Enter")
    page.get_by_role("heading", name="Ähnliche Projekte").wait_for()
    tab_to(page, "section[aria-labelledby=aehnlich] h3 a")
    title = page.locator(":focus").inner_text()
    page.keyboard.press("Enter")
    page.wait_for_url("**/projekte/**")
    assert page.locator("h1").inner_text() == title


def test_keyboard_is_enough_from_answer_to_note(page: Page, tmp_path: Path) -> None:
    page.goto("suche/?q=Kita-Anmeldung")
    tab_to(page, "a[href^='/suche/vermerk/']")
    page.keyboard.press("Enter")
    page.wait_for_url("**/suche/vermerk/**")
    tab_to(page, "#id_bemerkung")
    page.keyboard.type("Köln anrufen.")
    tab_to(page, "button[value=pdf]")
    with page.expect_download() as download:
        page.keyboard.press("Enter")
    download.value.save_as(tmp_path / "vermerk.pdf")
    assert "Köln anrufen." in PdfReader(tmp_path / "vermerk.pdf").pages[0].extract_text()


def test_uploaded_file_is_checked_without_javascript(browser: Browser, wiki: Wiki) -> None:
    file = {"name": "skizze.txt", "mimeType": "text/plain", "buffer": SKETCH.encode()}
    with browser.new_context(base_url=wiki.address, java_script_enabled=False) as context:
        page = context.new_page()
        page.set_default_timeout(PATIENCE_MS)
        page.goto("suche/vorhaben/")
        page.locator("#id_datei").set_input_files(file)  # type: ignore[arg-type]
        page.get_by_role("button", name="Vorhaben prüfen").click()
        page.locator("section[aria-labelledby=aehnlich] h3").first.wait_for()


def test_file_that_is_too_large_is_refused_in_the_browser(page: Page, tmp_path: Path) -> None:
    large = tmp_path / "gross.pdf"
    with large.open("wb") as file:
        file.truncate(60 << 20)
    page.goto("suche/vorhaben/")
    page.locator("#id_datei").set_input_files(large)
    page.get_by_role("button", name="Vorhaben prüfen").click()
    page.get_by_text("größer als 10 MB").wait_for()


def test_what_matters_of_a_checked_sketch_stands_on_two_screens(page: Page) -> None:
    page.set_viewport_size({"width": 1280, "height": 900})
    check(page)
    note = page.get_by_role("button", name="Vermerk als PDF").bounding_box()
    assert note
    assert note["y"] + note["height"] <= 2 * 900
    compared = page.locator("details", has_text="Gleich oder ähnlich").first
    compared.get_by_text("Im Vergleich").click()
    compared.get_by_text("Gleich oder ähnlich").wait_for()
