"""Messages in the forms that chats take."""

import pytest

from suche.webhooks.bodies import FORMS, body_of
from suche.webhooks.schema import Meldung

WHEN = "2026-11-29T06:00:00+00:00"
ADDRESS = "https://wiki.example/projekte/kita/"


def meldung(titel: str = "Kita-Anmeldung") -> Meldung:
    return Meldung("projekt.veroeffentlicht", "Neu im Wiki (Trier):", titel, ADDRESS, {"id": 7})


def said(form: str, titel: str) -> str:
    return str(body_of(form, meldung(titel), WHEN))


def test_programs_get_type_time_and_data() -> None:
    body = body_of("standard", meldung(), WHEN)
    assert (body["type"], body["timestamp"]) == ("projekt.veroeffentlicht", WHEN)
    assert body["data"]["adresse"] == ADDRESS
    assert body["data"]["id"] == 7


def test_mattermost_gets_a_link() -> None:
    text = body_of("mattermost", meldung(), WHEN)["text"]
    assert text == rf"Neu im Wiki \(Trier\): [Kita\-Anmeldung]({ADDRESS})"


def test_teams_gets_a_card() -> None:
    [attachment] = body_of("teams", meldung(), WHEN)["attachments"]
    assert attachment["content"]["actions"][0]["url"] == ADDRESS
    assert "Kita" in attachment["content"]["body"][0]["text"]


def test_matrix_gets_text_and_html() -> None:
    body = body_of("matrix", meldung("<b>Kita"), WHEN)
    assert body["text"].endswith(ADDRESS)
    assert f'<a href="{ADDRESS}">&lt;b&gt;Kita</a>' in body["html"]


@pytest.mark.parametrize("form", sorted(set(FORMS) - {"standard"}))
def test_a_title_calls_nobody(form: str) -> None:
    assert "@all" not in said(form, "Hallo @all, <!channel>")


@pytest.mark.parametrize("form", ["mattermost", "teams"])
def test_a_title_leads_nowhere_else(form: str) -> None:
    text = said(form, "[Gewinn](https://boese.example)")
    assert "[Gewinn](" not in text
