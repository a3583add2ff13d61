"""The command line, as an administrator meets it."""

import json
import re
from typing import Any

import pytest

from .operation import Wiki, slug_of

UNREACHABLE = "postgresql://postgres@127.0.0.1:1/wiki"
QUESTION = "Wie läuft der digitale Bauantrag in Trier?"
TREFFER_FIELDS = {"titel", "url", "kommunen", "status", "stufe", "signale", "passage"}


@pytest.fixture(scope="module")
def treffer(wiki: Wiki) -> list[dict[str, Any]]:
    """What `search --json` answers to QUESTION."""
    answer = json.loads(wiki.command("search", QUESTION, "--json"))
    assert set(answer) == {"treffer"}
    return list(answer["treffer"])


def test_search_answers_in_json(treffer: list[dict[str, Any]]) -> None:
    first = treffer[0]
    assert 0 < len(treffer) <= 10
    assert set(first) >= TREFFER_FIELDS
    assert first["url"] == "/projekte/bauantrag-trier/"
    assert "Trier" in first["kommunen"]
    assert set(first["signale"]) <= {"wort", "bedeutung"}
    assert set(first["passage"]) == {"abschnitt", "text"}


def test_command_line_and_web_page_answer_alike(wiki: Wiki, treffer: list[dict[str, Any]]) -> None:
    shown = wiki.ask(QUESTION)
    answer = json.loads(wiki.manage_or_fail("search", QUESTION, "--json", "-n", str(len(shown))))
    assert [slug_of(entry["url"]) for entry in answer["treffer"]] == shown
    assert answer["treffer"][: len(treffer)] == treffer


def test_empty_question_is_refused_in_german(wiki: Wiki) -> None:
    done = wiki.manage("search", "   ")
    assert done.returncode != 0
    assert done.stdout == ""
    assert "Sie ist leer. Bitte ein Stichwort oder eine Frage eingeben." in done.stderr
    assert "Traceback" not in done.stderr


def test_unreachable_database_is_named_in_german(wiki: Wiki) -> None:
    done = wiki.manage("search", "Kita", DATABASE_URL=UNREACHABLE)  # the pool tries for 10 s
    assert done.returncode == 1
    assert "Fehler: Die Datenbank ist nicht erreichbar" in done.stderr
    assert "DATABASE_URL" in done.stderr
    assert "Traceback" not in done.stderr


def test_check_refuses_a_model_folder_that_is_not_there(wiki: Wiki) -> None:
    done = wiki.manage("check", EINBETTUNG_MODELL="/gibt/es/nicht")
    assert done.returncode == 1
    assert "In /gibt/es/nicht liegt kein sentence-transformers-Modell" in done.stderr
    assert "HINT: Einen Ordner mit modules.json angeben" in done.stderr


def test_indexing_an_unchanged_wiki_encodes_nothing(wiki: Wiki) -> None:
    summary = wiki.command("index_pages")
    assert "0 Seiten indexiert" in summary
    assert "0 Chunks eingebettet" in summary


def test_loading_again_changes_nothing(wiki: Wiki) -> None:
    revisions = "SELECT count(*), max(id) FROM wagtailcore_revision"
    before = wiki.query(revisions)
    outcome = wiki.command("load_wiki").strip().splitlines()
    told = [re.sub(r"\d+", "", line).strip() for line in outcome]
    assert told == ["Synonyme früher geladen, nicht verändert", "unverändert"]
    assert wiki.query(revisions) == before


def test_whole_addresses_name_the_port_it_runs_at(wiki: Wiki) -> None:
    status, page = wiki.get("projekte/")
    assert status == 200
    assert f'rel="canonical" href="{wiki.address}projekte/"' in page
