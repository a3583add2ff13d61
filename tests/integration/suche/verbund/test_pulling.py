"""Another wiki is pulled: what is new comes, what changed follows, what is gone goes."""

import time
from datetime import timedelta
from io import StringIO
from typing import Any

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from django.utils import timezone
from pytest_django import Settings

from suche.models import Eigenname
from suche.verbund import pulling
from suche.verbund.models import Fremdpassage, Fremdprojekt, Nachbarwiki, shown_projects
from suche.verbund.pulling import Bericht, pull
from suche.verbund.reading import read_part
from suche.verbund.tasks import pull_often
from tests.integration.conftest import IndexPages

from . import other_wiki
from .other_wiki import Misbehaviour, OtherWiki

pytestmark = pytest.mark.django_db


def pulled(nachbar: Nachbarwiki) -> Bericht:
    nachbar.refresh_from_db()
    return pull(nachbar)


def titles() -> list[str]:
    return sorted(shown_projects().values_list("titel", flat=True))


def words_of(title: str) -> list[str]:
    return Fremdprojekt.objects.get(titel=title).woerter


def test_cases_come_with_text_and_vectors(nachbar: Nachbarwiki) -> None:
    bericht = pulled(nachbar)
    assert (bericht.gelesen, bericht.neu, bericht.fehler) == (2, 2, "")
    assert titles() == ["Bücherbus", "Pegel am Bach"]
    assert set(Fremdpassage.objects.values_list("abschnitt", flat=True)) >= {"Lösung"}
    nachbar.refresh_from_db()
    assert "2 Projekte, 2 neu" in nachbar.bericht


def test_what_has_not_changed_is_not_sent_again(
    nachbar: Nachbarwiki, there: OtherWiki, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pulling, "AT_ONCE", 1)
    pulled(nachbar)
    there.cases[1]["kurzfassung"] = "Ein Bus, jetzt mit Spielen."
    bericht = pulled(nachbar)
    assert there.answers == [200, 200, 304, 200]
    assert (bericht.gelesen, bericht.neu, bericht.geaendert) == (2, 0, 1)
    assert nachbar.projekte.get(titel="Bücherbus").kurzfassung == "Ein Bus, jetzt mit Spielen."


def test_only_what_changed_is_encoded_again(nachbar: Nachbarwiki, there: OtherWiki) -> None:
    pulled(nachbar)
    before = dict(Fremdpassage.objects.values_list("pk", "projekt__titel"))
    there.cases[1]["kurzfassung"] = "Ein Bus, jetzt mit Spielen."
    pulled(nachbar)
    kept = {before[pk] for pk in Fremdpassage.objects.values_list("pk", flat=True) if pk in before}
    assert kept == {"Pegel am Bach"}
    assert Fremdpassage.objects.filter(text="Ein Bus, jetzt mit Spielen.").exists()


def test_what_is_gone_there_is_gone_here(nachbar: Nachbarwiki, there: OtherWiki) -> None:
    pulled(nachbar)
    del there.cases[0]
    assert pulled(nachbar).entfernt == 1
    assert titles() == ["Bücherbus"]
    assert not Fremdpassage.objects.filter(projekt__titel="Pegel am Bach").exists()


def test_what_nobody_has_confirmed_for_a_day_is_not_shown(nachbar: Nachbarwiki) -> None:
    pulled(nachbar)
    day = timezone.now() - timedelta(days=1, minutes=1)
    Nachbarwiki.objects.update(bestaetigt_am=day)
    assert titles() == []
    pulled(nachbar)
    assert len(titles()) == 2


def test_a_wiki_that_gets_another_address_meanwhile_is_not_confirmed(
    nachbar: Nachbarwiki, monkeypatch: pytest.MonkeyPatch
) -> None:
    def read(*part: Any) -> Any:
        Nachbarwiki.objects.update(adresse="https://anderes.example/")
        return read_part(*part)

    monkeypatch.setattr(pulling, "read_part", read)
    pulled(nachbar)
    assert titles() == []


def test_an_inactive_wiki_is_neither_pulled_nor_shown(
    nachbar: Nachbarwiki, there: OtherWiki
) -> None:
    pulled(nachbar)
    Nachbarwiki.objects.update(aktiv=False)
    there.answers.clear()
    pull_often(timestamp=0)
    assert (titles(), there.answers) == ([], [])


WRONG: dict[str, tuple[Misbehaviour, str]] = {
    "rubbish": (other_wiki.rubbish, "kein JSON"),
    "longer": (other_wiki.longer_than_said, "kein JSON"),
    "shorter": (other_wiki.shorter_than_said, "bricht mittendrin ab"),
    "endless": (other_wiki.endless, "hört nicht auf"),
    "away": (other_wiki.away, "antwortet mit 503"),
    "inside": (other_wiki.inside, "im eigenen Netz"),
    "crooked": (other_wiki.crooked, "keine Adresse"),
    "umlaut": (other_wiki.umlaut, "antwortet nicht"),
    "too often": (other_wiki.asked_too_often, "zu oft gefragt"),
    "other version": (other_wiki.of_another_version, "Kein Projekt darin ist zu lesen"),
    "half a pair": (other_wiki.half_a_pair, "Wie es weitergeht"),
}


@pytest.mark.parametrize(("misbehaviour", "reason"), WRONG.values(), ids=WRONG)
def test_a_wiki_that_misbehaves_changes_nothing(
    nachbar: Nachbarwiki, there: OtherWiki, misbehaviour: Misbehaviour, reason: str
) -> None:
    pulled(nachbar)
    confirmed = Nachbarwiki.objects.get().bestaetigt_am
    there.misbehaviour = misbehaviour
    bericht = pulled(nachbar)
    assert reason in bericht.fehler
    now = Nachbarwiki.objects.get()
    assert "Zurückgezogen wurde nichts" in now.bericht
    assert (now.bestaetigt_am, len(titles())) == (confirmed, 2)


def test_a_wiki_that_is_asked_too_often_is_asked_again(
    nachbar: Nachbarwiki, there: OtherWiki
) -> None:
    there.too_often = 1
    assert (pulled(nachbar).fehler, len(titles())) == ("", 2)


def test_a_case_that_comes_twice_or_under_a_new_name_stands_here_once(
    nachbar: Nachbarwiki, there: OtherWiki
) -> None:
    there.cases.append(there.cases[0])
    assert (pulled(nachbar).gelesen, len(titles())) == (2, 2)
    del there.cases[2]
    there.cases[0] |= {"kennung": f"{there.address}/id/9/"}
    bericht = pulled(nachbar)
    assert (bericht.neu, bericht.entfernt, len(titles())) == (1, 1, 2)


@pytest.mark.parametrize(("bound", "reason"), [("PART_BYTES", "mehr als"), ("PART_SECONDS", "")])
def test_size_and_time_are_bounded(
    nachbar: Nachbarwiki, there: OtherWiki, monkeypatch: pytest.MonkeyPatch, bound: str, reason: str
) -> None:
    monkeypatch.setattr(pulling, bound, 0.4)
    there.misbehaviour = other_wiki.by_header if bound == "PART_SECONDS" else None
    assert (reason or "zu lange") in pulled(nachbar).fehler


@pytest.mark.parametrize("slowly", [other_wiki.by_header, other_wiki.by_chunk_size])
def test_a_line_that_does_not_end_holds_nobody_up(
    nachbar: Nachbarwiki, there: OtherWiki, monkeypatch: pytest.MonkeyPatch, slowly: Misbehaviour
) -> None:
    monkeypatch.setattr(pulling, "PART_SECONDS", 0.4)
    there.misbehaviour = slowly
    begun = time.monotonic()
    assert "zu lange" in pulled(nachbar).fehler
    assert time.monotonic() - begun < 3


def test_the_own_network_is_closed_until_the_operator_opens_it(
    nachbar: Nachbarwiki, settings: Settings
) -> None:
    settings.WIKI_SAMMEL_NETZE = ()
    assert "im eigenen Netz" in pulled(nachbar).fehler
    assert titles() == []


def test_a_wiki_without_a_server_is_reported(nachbar: Nachbarwiki) -> None:
    Nachbarwiki.objects.update(adresse="http://127.0.0.1:9/")
    assert "Keine Verbindung" in pulled(nachbar).fehler


def test_a_text_of_nothing_but_pieces_is_stored(nachbar: Nachbarwiki, there: OtherWiki) -> None:
    words = " ".join(f"w{number * 7_919:x}z{number:o}" for number in range(6_000))
    there.add(3, "Zeichensalat", words)
    assert pulled(nachbar).fehler == ""


def test_a_case_that_leads_elsewhere_is_left_out_and_said(
    nachbar: Nachbarwiki, there: OtherWiki
) -> None:
    there.add(3, "Falle", adresse="https://boese.example/")
    pulled(nachbar)
    assert len(titles()) == 2
    assert "Nicht übernommen: 1." in Nachbarwiki.objects.get().bericht


def test_the_command_says_what_it_did(nachbar: Nachbarwiki, there: OtherWiki) -> None:
    out = StringIO()
    call_command("pull_wikis", stdout=out)
    assert out.getvalue().startswith("Mittelhessen: 2 Projekte, 2 neu")
    there.misbehaviour = other_wiki.away
    with pytest.raises(CommandError, match="Mittelhessen"):
        call_command("pull_wikis", stdout=out)


def test_nobody_is_asked_until_a_wiki_is_named(db: Any) -> None:
    out = StringIO()
    call_command("pull_wikis", stdout=out)
    assert "Kein anderes Wiki ist genannt" in out.getvalue()


def test_passages_of_another_model_are_made_anew(nachbar: Nachbarwiki, index: IndexPages) -> None:
    pulled(nachbar)
    Fremdpassage.objects.update(modell="anderes@1")
    pulled(nachbar)
    assert not Fremdpassage.objects.filter(modell="anderes@1").exists()
    assert Fremdpassage.objects.exists()


@pytest.mark.parametrize("changed", ["analysis.VERSION", "ngram_vectors.NGRAM_VERSION"])
def test_words_are_made_anew_when_they_would_come_out_differently(
    nachbar: Nachbarwiki, there: OtherWiki, monkeypatch: pytest.MonkeyPatch, changed: str
) -> None:
    pulled(nachbar)
    words, passages = words_of("Bücherbus"), set(Fremdpassage.objects.values_list("pk", flat=True))
    nachbar.projekte.update(woerter=["alt"], zeichen=None)
    there.misbehaviour = other_wiki.away
    pulled(nachbar)
    assert words_of("Bücherbus") == ["alt"]
    monkeypatch.setattr(f"suche.verbund.indexing.{changed}", "neu")
    pulled(nachbar)
    assert words_of("Bücherbus") == words
    assert not nachbar.projekte.filter(zeichen=None).exists()
    assert set(Fremdpassage.objects.values_list("pk", flat=True)) == passages


def test_a_new_name_is_not_taken_apart_in_cases_of_others(nachbar: Nachbarwiki) -> None:
    pulled(nachbar)
    assert "bus" in words_of("Bücherbus")
    Eigenname.objects.create(wort="Bücherbus")
    pulled(nachbar)
    titel = nachbar.projekte.get(titel="Bücherbus").woerter_titel
    assert "bus" not in titel


def test_passages_that_would_be_cut_in_another_way_are_made_anew(
    nachbar: Nachbarwiki, monkeypatch: pytest.MonkeyPatch
) -> None:
    pulled(nachbar)
    before = set(Fremdpassage.objects.values_list("pk", flat=True))
    pulled(nachbar)
    assert set(Fremdpassage.objects.values_list("pk", flat=True)) == before
    monkeypatch.setattr("suche.verbund.indexing.chunking.VERSION", "neu")
    pulled(nachbar)
    assert Fremdpassage.objects.filter(zerlegung="neu").exists()
    assert not Fremdpassage.objects.filter(pk__in=before).exists()


def test_a_wiki_that_cannot_be_encoded_keeps_no_other_from_being_pulled(
    nachbar: Nachbarwiki, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: Any) -> None:
        raise RuntimeError("kein Speicher")

    monkeypatch.setattr("suche.verbund.indexing.encode_passages", broken)
    Nachbarwiki.objects.create(name="Zweites", adresse="http://127.0.0.1:9/")
    pull_often(timestamp=0)
    assert not Nachbarwiki.objects.filter(zuletzt_am=None).exists()
    nachbar.refresh_from_db()
    assert "Noch nicht alles ist auffindbar" in nachbar.bericht
    assert titles() == ["Bücherbus", "Pegel am Bach"]
