"""A question from end to end: both legs, one leg down, filters, the form results take."""

import gc
import json
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.test import Client
from pytest_django import Settings

from einbettung.model.encoder import configured_signature
from einbettung.models import Chunk, Fassung, Generation
from suche.answer.answer import ask
from suche.answer.ergebnis import Ergebnis
from suche.rank.page_tokens import kept_tokens
from suche.rank.ranking import MEANING_DOWN, WORDS_DOWN, Plan, rank
from suche.rank.words.lexical import lexical_index
from tests.integration.seiten import question, replace_file, the_four
from wiki.models import Projektseite
from wiki.visibility import anonymous_request, visible_ids

TREFFER_KEYS = {"titel", "url", "kommunen", "status", "stufe", "signale", "passage"}


@pytest.fixture
def pages(kept_four: None, kept_index: None) -> dict[str, Projektseite]:
    return the_four()


@pytest.fixture
def no_words(pages: dict[str, Projektseite], settings: Settings, tmp_path: Path) -> None:
    """The word index cannot be written: a file stands where its folder should be."""
    settings.WHOOSH_DIR = tmp_path / "kein-ordner"
    settings.WHOOSH_DIR.write_text("")


@pytest.fixture(params=["missing folder", "empty folder", "damaged weights"])
def no_model(
    request: pytest.FixtureRequest,
    pages: dict[str, Projektseite],
    settings: Settings,
    tmp_path: Path,
) -> None:
    """The model does not load, though the index was built with it."""
    folder = tmp_path / "modell"
    if request.param != "missing folder":
        folder.mkdir()
    if request.param == "damaged weights":
        (folder / "config.json").write_text('{"model_type": "bert"}')
        (folder / "model.safetensors").write_bytes(b"kaputt")
    settings.EINBETTUNG_MODELL = str(folder)
    signature = configured_signature()
    Generation.objects.update(modell=signature, quelle=str(folder))
    for model in (Fassung, Chunk):
        model._default_manager.update(modell=signature)


def answer(text: str, **options: Any) -> Ergebnis:
    return ask(question(text), anonymous_request(), **options)


def titles(ergebnis: Ergebnis) -> list[str]:
    return [treffer.seite.title for treffer in ergebnis[:10]]


def test_word_of_the_text_is_found(pages: dict[str, Projektseite]) -> None:
    assert titles(answer("Grabfelder"))[0] == "Friedhof von oben"


def test_what_a_question_does_without_is_not_looked_up(pages: dict[str, Projektseite]) -> None:
    """In a longer question it tells of the matter, and is."""

    def found(text: str) -> set[int]:
        plan = Plan(question(text), visible_ids(anonymous_request()), legs=["lexical"])
        return {page.page_id for page in rank(plan).pages}

    bees, cemetery = pages["Bienen"].pk, pages["Friedhof"].pk
    assert found("Friedhof, Bienenstöcke") == {bees, cemetery}
    assert found("Friedhof ohne Bienenstöcke") == {cemetery}
    longer = (
        "Wie vermessen andere große Städte einen alten Friedhof aus der Luft ohne Bienenstöcke?"
    )
    assert found(longer) == {bees, cemetery}


@pytest.mark.real_model
def test_other_words_for_the_same_thing_are_found(pages: dict[str, Projektseite]) -> None:
    assert titles(answer("Leihen Bibliotheken Fahrräder aus?"))[0] == "Lastenrad für alle"


@pytest.mark.parametrize("leg", ["lexical", "semantic"])
def test_each_leg_ranks_alone(pages: dict[str, Projektseite], leg: str) -> None:
    allowed = visible_ids(anonymous_request())
    ranking = rank(Plan(question("Bienenstöcke auf dem Dach"), allowed, legs=[leg]))
    assert ranking.pages[0].page_id == pages["Bienen"].pk
    assert ranking.notices == ()


def test_leg_that_is_off_says_nothing(pages: dict[str, Projektseite]) -> None:
    allowed = visible_ids(anonymous_request())
    by_word = rank(Plan(question("Grabfelder"), allowed, legs=["lexical"])).pages
    by_meaning = rank(Plan(question("Grabfelder"), allowed, legs=["semantic"])).pages
    assert all(page.semantic_hit is None for page in by_word)
    assert all(page.lexical_score is None for page in by_meaning)


def test_second_stage_compares_the_best_pages(pages: dict[str, Projektseite]) -> None:
    ranking = rank(Plan(question("Grabfelder"), visible_ids(anonymous_request())))
    assert all(page.is_compared for page in ranking.pages)


def test_pages_that_were_compared_are_kept(pages: dict[str, Projektseite]) -> None:
    ranking = rank(Plan(question("Grabfelder"), visible_ids(anonymous_request())))
    compared = {page.page_id for page in ranking.pages}
    assert kept_tokens().get(ranking.signature, compared).keys() == compared


def test_a_page_is_compared_as_it_is_now(pages: dict[str, Projektseite]) -> None:
    plan = Plan(question("Grabfelder"), visible_ids(anonymous_request()))
    before = _token_scores(plan)
    Chunk.objects.filter(dokument_id=pages["Friedhof"].pk).update(token_vektoren=b"")
    after = _token_scores(plan)
    assert after.pop(pages["Friedhof"].pk) < before.pop(pages["Friedhof"].pk)
    assert after == before


def _token_scores(plan: Plan) -> dict[int, float]:
    scores = ((page.page_id, page.token_score) for page in rank(plan).pages)
    return {page_id: score for page_id, score in scores if score is not None}


def test_second_stage_can_be_switched_off(
    pages: dict[str, Projektseite], settings: Settings
) -> None:
    settings.SUCHE_ZWEITE_STUFE = False
    ranking = rank(Plan(question("Grabfelder"), visible_ids(anonymous_request())))
    assert ranking.pages[0].page_id == pages["Friedhof"].pk
    assert all(not page.is_compared for page in ranking.pages)


@pytest.mark.usefixtures("no_model")
def test_words_answer_without_the_model() -> None:
    ergebnis = answer("Friedhof")
    assert titles(ergebnis) == ["Friedhof von oben"]
    assert ergebnis.hinweise == (MEANING_DOWN,)


@pytest.mark.usefixtures("no_model")
def test_word_that_stands_once_in_a_text_is_found_without_the_model() -> None:
    """Its score is low, but nothing else can find the page now."""
    assert titles(answer("Grabfelder")) == ["Friedhof von oben"]


@pytest.mark.usefixtures("no_model")
def test_passage_is_shown_without_the_model() -> None:
    (treffer,) = answer("Friedhof")[:10]
    assert treffer.passage
    assert ("Friedhofs", True) in treffer.passage.teile


@pytest.mark.usefixtures("no_model")
def test_article_is_shown_without_the_model(pages: dict[str, Projektseite], client: Client) -> None:
    assert client.get(pages["Bienen"].url).status_code == 200


def test_words_answer_when_the_index_is_of_another_model(pages: dict[str, Projektseite]) -> None:
    Generation.objects.update(modell="anderes@1")
    Fassung.objects.update(modell="anderes@1")
    Chunk.objects.update(modell="anderes@1")
    ergebnis = answer("Friedhof")
    assert titles(ergebnis) == ["Friedhof von oben"]
    assert ergebnis.hinweise == (MEANING_DOWN,)


def test_words_answer_when_the_bundled_model_cannot_be_unpacked(
    pages: dict[str, Projektseite], settings: Settings, tmp_path: Path
) -> None:
    settings.VAR_DIR = tmp_path / "kein-ordner"
    settings.VAR_DIR.write_text("")
    assert titles(answer("Friedhof")) == ["Friedhof von oben"]


def test_article_is_shown_when_the_bundled_model_cannot_be_unpacked(
    pages: dict[str, Projektseite], settings: Settings, tmp_path: Path, client: Client
) -> None:
    settings.VAR_DIR = tmp_path / "kein-ordner"
    settings.VAR_DIR.write_text("")
    assert client.get(pages["Bienen"].url).status_code == 200


@pytest.mark.real_model
@pytest.mark.usefixtures("no_words")
def test_meaning_answers_without_the_word_index() -> None:
    ergebnis = answer("Leihen Bibliotheken Fahrräder aus?")
    assert titles(ergebnis)[0] == "Lastenrad für alle"
    assert ergebnis.hinweise == (WORDS_DOWN,)


# Whoosh leaves files open that it could not read.
@pytest.mark.filterwarnings("ignore:unclosed file.*/whoosh/:ResourceWarning")
def test_corrupt_word_index_mends_itself_without_a_notice(pages: dict[str, Projektseite]) -> None:
    answer("Grabfelder")
    for file in lexical_index().folder.iterdir():
        replace_file(file, b"kaputt")
    ergebnis = answer("Grabfelder")
    assert titles(ergebnis)[0] == "Friedhof von oben"
    assert ergebnis.hinweise == ()
    gc.collect()  # here, not in the middle of another test


@pytest.mark.usefixtures("no_words", "no_model")
def test_with_both_legs_down_the_page_says_so(client: Client) -> None:
    response = client.get("/suche/", {"q": "Grabfelder"})
    assert response.status_code == 200
    assert response.context["ergebnis"].hinweise == (WORDS_DOWN, MEANING_DOWN)


@pytest.mark.usefixtures("no_words")
def test_result_page_shows_the_notice(client: Client) -> None:
    assert WORDS_DOWN in client.get("/suche/", {"q": "Grabfelder"}).content.decode()


def test_treffer_as_json(pages: dict[str, Projektseite]) -> None:
    treffer = answer("Friedhof von oben")[:1][0].as_json()
    assert set(treffer) == TREFFER_KEYS
    assert treffer["titel"] == "Friedhof von oben"
    assert treffer["url"] == pages["Friedhof"].url
    assert treffer["status"] == "im Betrieb"
    assert treffer["signale"] == ["wort", "bedeutung"]


def test_treffer_as_json_names_section_and_passage(pages: dict[str, Projektseite]) -> None:
    passage = answer("Grabfelder")[:1][0].as_json()["passage"]
    assert set(passage) == {"abschnitt", "text"}
    assert passage["abschnitt"] == "Lösung"
    assert "Grabfelder" in passage["text"]


def test_search_command_prints_json(pages: dict[str, Projektseite]) -> None:
    out = StringIO()
    call_command("search", "Grabfelder auf dem Friedhof", "-n", "2", "--json", stdout=out)
    treffer = json.loads(out.getvalue())["treffer"]
    assert 1 <= len(treffer) <= 2
    assert treffer[0]["titel"] == "Friedhof von oben"
    assert set(treffer[0]) == TREFFER_KEYS


@pytest.mark.real_model
@pytest.mark.usefixtures("no_words")
def test_search_command_tells_the_notice_apart_from_the_json() -> None:
    out, err = StringIO(), StringIO()
    call_command("search", "Grabfelder", "--json", stdout=out, stderr=err)
    assert json.loads(out.getvalue())["treffer"]
    assert WORDS_DOWN in err.getvalue()


def _ids(ergebnis: Ergebnis) -> list[int]:
    return [treffer.seite.pk for treffer in ergebnis[:10]]
