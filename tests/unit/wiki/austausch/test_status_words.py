"""Import: words for a status are read where they are sure, and asked about where they are not."""

import pytest

from wiki.austausch.read.rows.status_words import parse_status
from wiki.fakten.codes import Status

READ = {
    "Produktivbetrieb": Status.BETRIEB,
    "In Betrieb": Status.BETRIEB,
    "In Betrieb seit 03/2022": Status.BETRIEB,
    "umgesetzt": Status.BETRIEB,
    "Konzeptphase": Status.PLANUNG,
    "geplant 2026": Status.PLANUNG,
    "Beschlossen": Status.PLANUNG,
    "noch nicht begonnen": Status.PLANUNG,
    "Im Testbetrieb": Status.UMSETZUNG,
    "Prototyp": Status.UMSETZUNG,
    "in Umsetzung (50 %)": Status.UMSETZUNG,
    "begonnen": Status.UMSETZUNG,
    "Rollout": Status.UMSETZUNG,
    "75 % umgesetzt": Status.UMSETZUNG,
    "abgeschlossen": Status.BEENDET,
    "eingestellt": Status.ABGEBROCHEN,
    "Entfällt": Status.ABGEBROCHEN,
    "Idee": Status.IDEE,
}
ASKED = {
    "läuft": Status.UMSETZUNG,
    "Laufend seit 2020": Status.UMSETZUNG,
    "verzögert": Status.UMSETZUNG,
    "verzögert/verfehlt": Status.UMSETZUNG,
    "Daueraufgabe": Status.BETRIEB,
    "offen": Status.PLANUNG,
    "zurückgestellt": Status.PLANUNG,
    "erledigt": Status.BEENDET,
    "100%": Status.BEENDET,
    "50 %": Status.UMSETZUNG,
    "befindet sich in Umsetzung": Status.UMSETZUNG,
    "nicht eingeführt": None,
    "grün": None,
    "x": None,
    "✔": None,
    "1": None,
}


@pytest.mark.parametrize(
    ("text", "status"), [pair for pair in READ.items() if pair[1]], ids=lambda x: str(x)
)
def test_sure_words_are_read(text: str, status: Status) -> None:
    assert parse_status(text).status == status


@pytest.mark.parametrize(("text", "status"), ASKED.items(), ids=lambda x: str(x))
def test_doubtful_words_are_only_proposed(text: str, status: Status | None) -> None:
    found = parse_status(text)
    assert (found.status, found.vorschlag) == (None, status)


@pytest.mark.parametrize("text", ["geplant 2026", "in Umsetzung (50 %)", "abgeschlossen"])
def test_what_was_left_out_or_may_mean_more_is_noted(text: str) -> None:
    assert parse_status(text).merken


@pytest.mark.parametrize("status", Status)
def test_the_wikis_own_names_need_no_note(status: Status) -> None:
    found = parse_status(status.label)
    assert (found.status, found.merken) == (status, False)


def test_years_do_not_make_other_words() -> None:
    assert parse_status("laufend seit 2020").wort == parse_status("laufend seit 2021").wort


def test_unknown_is_said_to_be_unknown() -> None:
    assert parse_status("Unbekannt").unbekannt
