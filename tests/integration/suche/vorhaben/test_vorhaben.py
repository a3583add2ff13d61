"""A sketch checked against a small wiki: what is shown, what is refused, and that nothing stays."""

import re
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.test.client import FakePayload
from django.utils.formats import date_format
from django.utils.timezone import localdate

from suche.vorhaben.exceptions import ReaderBusy, TooMuchWork
from suche.vorhaben.files import reader_process
from suche.vorhaben.files.reader_process import read_file
from tests import sketch_files as files
from tests.factories import KommuneFactory, publish_projekt
from tests.integration.conftest import IndexPages, KeepRows, Model
from tests.integration.seiten import BIENEN
from wiki.models import Gemeinde, Gemeindestand, Projektseite

ADDRESS = "/suche/vorhaben/"
UPLOADS = {
    "a picture named PDF": (b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 20, "keine PDF-, DOCX-"),
    "HTML named DOCX": (b"<html><script>alert(1)</script></html>", "keine PDF-, DOCX-"),
    "bomb": (files.bomb(), "beim Entpacken zu groß"),
    "macros": (files.word(files.WORD, **{"word/vbaProject.bin": "x"}), "enthält Makros"),
    "locked PDF": (files.pdf(password="geheim"), "verschlüsselt oder mit einem Kennwort"),
    "scan": (files.scan(), "Texterkennung"),
    "XFA form": (files.pdf(files.XFA_PLACEHOLDER), "nur Adobe-Programme anzeigen"),
    "broken": (b"%PDF-1.7 und nichts weiter", "ist beschädigt"),
    "empty": (b"", "Die Datei ist leer"),
    "null bytes": (b"\0" * 1000, "Die Datei ist leer"),
    "entity bomb": (files.word(files.ENTITIES + files.WORD.format("&b;")), "ist beschädigt"),
}


@pytest.fixture(scope="module")
def kept_page(kept: KeepRows, tree: bool, fake_model: Model) -> None:
    """One page that fits, indexed."""
    with kept():
        fake_model.projektion.save()
        trier = KommuneFactory(name="Trier", slug="trier", einwohner=110_000)
        publish_projekt(
            BIENEN,
            title="Bienen",
            slug="bienen",
            kommunen=[trier],
            kontakt_stelle="Grünflächenamt Trier",
            nachnutzungswege=["open_source"],
            kosten_einmalig=12_000,
        )
        fake_model.index()


@pytest.fixture
def browser(kept_page: None, kept_index: None, client: Client) -> Client:
    """A visitor of this wiki. Errors are pages, not exceptions."""
    client.raise_request_exception = False
    return client


@pytest.fixture
def refused(db: None, client: Client) -> Client:
    """A visitor whose sketch never reaches the search."""
    client.raise_request_exception = False
    return client


def upload(client: Client, data: bytes, **fields: str) -> Any:
    return client.post(ADDRESS, {"datei": SimpleUploadedFile("skizze.pdf", data), **fields})


def shown(response: Any) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", response.content.decode()).split())


@pytest.mark.real_model
def test_sketch_is_compared_and_leads_to_an_office(browser: Client) -> None:
    text = shown(browser.post(ADDRESS, {"text": files.SKETCH, "kommune": "trier"}))
    assert "1 ähnliches Projekt" in text
    assert "Kosten: Ihre Skizze nennt bis zu 12.500 €, dort 12.000 € einmalig" in text
    assert "Größe: hier 110.000 Einwohner, dort Trier, 110.000 Einwohner" in text
    assert "Grünflächenamt Trier" in text
    assert "Open Source" in text


@pytest.mark.real_model
@pytest.mark.parametrize("data", [files.pdf(), files.docx(), files.odt(), files.SKETCH.encode()])
def test_uploaded_sketch_is_read_by_its_content(browser: Client, data: bytes) -> None:
    response = upload(browser, data)
    assert response.status_code == 200
    assert "1 ähnliches Projekt" in shown(response)


@pytest.mark.real_model
def test_filled_form_is_compared(browser: Client) -> None:
    form = files.pdf_form(titel="Bienenstöcke", beschreibung=files.SKETCH)
    assert "1 ähnliches Projekt" in shown(upload(browser, form))


@pytest.mark.parametrize(("data", "reason"), UPLOADS.values(), ids=UPLOADS)
def test_hostile_upload_is_refused_in_german(refused: Client, data: bytes, reason: str) -> None:
    response = upload(refused, data)
    assert response.status_code == 400
    assert reason in shown(response)
    assert '<html lang="de">' in response.content.decode()


def test_large_upload_is_refused_unread(refused: Client) -> None:
    """200 MB by what the request declares; not one byte of it is there to be read."""
    nothing: dict[str, Any] = {"wsgi.input": FakePayload(b"")}
    response = refused.generic(
        "POST",
        ADDRESS,
        content_type="multipart/form-data; boundary=x",
        CONTENT_LENGTH=str(200 << 20),
        **nothing,
    )
    assert response.status_code == 413
    assert "größer als 10 MB" in shown(response)


def test_file_just_over_the_limit_is_refused(refused: Client) -> None:
    response = upload(refused, b"x" * (10 * 1024 * 1024 + 1))
    assert response.status_code == 413


def test_forged_length_reads_no_more_than_it_says(refused: Client) -> None:
    head = b'--x\r\nContent-Disposition: form-data; name="datei"; filename="a"\r\n\r\n'
    response = refused.generic(
        "POST",
        ADDRESS,
        head + b"a" * 9000,
        content_type="multipart/form-data; boundary=x",
        CONTENT_LENGTH="200",
    )
    assert response.status_code == 400


@pytest.mark.parametrize(
    ("text", "reason"),
    {
        "empty": ("", "beschreiben Sie Ihr Vorhaben"),
        "blanks": (" \n\t ", "beschreiben Sie Ihr Vorhaben"),
        "null bytes": ("\0\0", "Bitte"),
        "one word": ("App", "zu kurz"),
        "signs": ("?!...", "beschreiben Sie Ihr Vorhaben"),
        "100.001 characters": ("Biene " * 16_700, "Höchstens 100.000 Zeichen"),
        "3 MB": ("Biene " * 500_000, "Höchstens 100.000 Zeichen"),
    }.values(),
)
def test_bad_text_is_refused_in_german(refused: Client, text: str, reason: str) -> None:
    response = refused.post(ADDRESS, {"text": text})
    assert response.status_code == 400
    assert reason in shown(response)
    assert len(response.content) < 60_000


@pytest.mark.real_model
def test_ten_thousand_characters_are_read_in_parts(browser: Client) -> None:
    filler = "Die Mittel stehen im kommenden Jahr wie bisher allen Ämtern bereit.\n" * 150
    text = shown(browser.post(ADDRESS, {"text": f"{filler}{files.SKETCH}\n{filler}"}))
    assert "1 ähnliches Projekt" in text
    assert "Verglichen wurde 1 Stelle" in text


def test_html_in_a_sketch_is_shown_as_text(browser: Client) -> None:
    response = browser.post(ADDRESS, {"text": f"<script>alert(1)</script> {files.SKETCH}"})
    assert response.status_code == 200
    assert "<script>alert" not in response.content.decode()


def test_link_asks_the_same_again(browser: Client) -> None:
    first = browser.post(ADDRESS, {"text": files.SKETCH, "kommune": "trier"})
    again = browser.get(first.context["link"])
    found = [a.treffer.seite.pk for a in again.context["pruefung"].aehnliche]
    assert found == [a.treffer.seite.pk for a in first.context["pruefung"].aehnliche]


@pytest.mark.real_model
@pytest.mark.parametrize(
    "sketch",
    [
        files.SKETCH,
        "Wir in Trier wollen ab 2027 Bienenstöcke auf dem Dach, 110.000 Einwohner hat die Stadt.",
        "Der Ausschuss in Trier berät die Haushaltsmittel im Stadtrat. " * 30 + files.SKETCH,
    ],
)
def test_the_list_and_the_offices_answer_as_the_check_does(browser: Client, sketch: str) -> None:
    checked = browser.post(ADDRESS, {"text": sketch}).context
    listed = browser.get(f"/suche/?{checked['genauso']}").context["ergebnis"]
    assert listed.stufen == checked["pruefung"].ergebnis.stufen
    offices = browser.get(f"/suche/ansprechstellen/?{checked['genauso']}").context
    assert offices["anzahl"] == len(checked["pruefung"].stellen)


@pytest.mark.real_model
def test_what_was_given_up_elsewhere_is_shown(browser: Client, index: IndexPages) -> None:
    publish_projekt(BIENEN, title="Bienen am Bach", status=Projektseite.Status.ABGEBROCHEN)
    index()
    page = shown(browser.post(ADDRESS, {"text": files.SKETCH}))
    given_up = page.split("Was anderswo abgebrochen wurde")
    assert len(given_up) == 3  # above, and in the menu of the page
    assert given_up[2].lstrip().startswith("Bienen am Bach")


@pytest.mark.real_model
def test_what_was_read_for_the_comparison_stands_above_it(browser: Client) -> None:
    text = f"{files.SKETCH} Bis Ende 2027 soll das laufen."
    page = shown(browser.post(ADDRESS, {"text": text})).replace(" ;", ";")
    assert "Zum Vergleich gelesen: Zeit bis Ende 2027; Kosten bis zu 12.500 €" in page
    nothing = browser.post(ADDRESS, {"text": "Zylinderkopfdichtung am Traktor wechseln, 900 Euro"})
    assert "Zum Vergleich gelesen" not in shown(nothing)


def test_who_writes_is_the_own_kommune_and_not_the_one_example(browser: Client) -> None:
    """Trier has a page, Ingelheim stands in the register alone."""
    Gemeinde.objects.create(
        schluessel="073390030030", name="Ingelheim", typ="Stadt", art="Stadt", einwohner=35_193
    )
    Gemeindestand.objects.create(digest="neu", jahr=2024)
    text = f"Stadtverwaltung Ingelheim. In Trier gibt es das schon. {files.SKETCH}"
    skizze = browser.post(ADDRESS, {"text": text}).context["pruefung"].skizze
    assert (skizze.town.name, skizze.town_is_guess) == ("Ingelheim", True)


def test_nothing_similar_is_said_and_leads_to_the_network(browser: Client) -> None:
    response = browser.post(ADDRESS, {"text": "Zylinderkopfdichtung am Traktor wechseln"})
    assert "Kein ähnliches Projekt gefunden" in shown(response)
    assert "Wie es weitergeht" in shown(response)
    assert "/suche/frage/?q=" in response.content.decode()


@pytest.mark.parametrize("sketch", ["Zylinderkopfdichtung am Traktor wechseln", files.SKETCH])
def test_on_paper_stands_what_was_asked_where_and_when(browser: Client, sketch: str) -> None:
    page = browser.post(ADDRESS, {"text": sketch}).content.decode()
    paper = page.split('<div class="wiki-nur-druck">')[1].split("</div>")[0]
    today = date_format(localdate())
    assert f"wurde am {today} im Wiki geprüft (http://testserver{ADDRESS})" in paper
    assert sketch[:25] in paper


@pytest.mark.parametrize("cookie", ["trier", "gibt-es-nicht", "' OR 1=1", "\x01", "x" * 5000])
def test_home_kommune_comes_from_an_honest_cookie(browser: Client, cookie: str) -> None:
    browser.cookies["heimat"] = cookie
    response = browser.get(ADDRESS)
    assert response.status_code == 200
    chosen = 'value="Trier, Stadt, Rheinland-Pfalz"' in response.content.decode()
    assert chosen == (cookie == "trier")


@pytest.mark.parametrize("kommune", ["gibt-es-nicht", "\0", "' OR 1=1 --"])
def test_forged_kommune_is_refused(refused: Client, kommune: str) -> None:
    response = refused.post(ADDRESS, {"text": files.SKETCH, "kommune": kommune})
    assert response.status_code == 400
    assert "id_kommune_error" in response.content.decode()


def test_form_from_elsewhere_is_refused(db: None) -> None:
    strict = Client(enforce_csrf_checks=True)
    assert strict.post(ADDRESS, {"text": files.SKETCH}).status_code == 403


def test_upload_is_written_to_no_disk(
    browser: Client, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Django would put 3 MB into this folder and fail, because it cannot be written to."""
    monkeypatch.setattr(settings, "FILE_UPLOAD_TEMP_DIR", str(tmp_path / "gibt-es-nicht"))
    response = upload(browser, files.SKETCH.encode() + b" " * (3 << 20))
    assert response.status_code == 200


def test_reader_that_dies_is_no_harm(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reader_process, "PROGRAM", "import os; os.kill(os.getpid(), 9)")
    with pytest.raises(TooMuchWork):
        read_file(b"Hallo")


def test_reader_that_takes_too_long_is_ended(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reader_process, "PROGRAM", "import time; time.sleep(60)")
    monkeypatch.setattr(reader_process, "LIMIT_S", 0.3)
    with pytest.raises(TooMuchWork):
        read_file(b"Hallo")


def test_reader_gets_no_more_memory_than_it_may_have(monkeypatch: pytest.MonkeyPatch) -> None:
    hungry = "suche.vorhaben.files.reading.read_bytes = lambda data: bytearray(2 << 30)"
    program = reader_process.PROGRAM.replace(
        "; main()", f"; import suche.vorhaben.files.reading; {hungry}; main()"
    )
    assert "main()" in program
    monkeypatch.setattr(reader_process, "PROGRAM", program)
    with pytest.raises(TooMuchWork):
        read_file(b"Hallo")


def test_third_file_at_a_time_waits_and_is_then_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reader_process, "WAIT_S", 0.1)
    places = [reader_process._places.take_free() for _ in range(reader_process.AT_ONCE)]
    try:
        with pytest.raises(ReaderBusy):
            read_file(b"Hallo")
    finally:
        for _ in places:
            reader_process._places.give_back()
