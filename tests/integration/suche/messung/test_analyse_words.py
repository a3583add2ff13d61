"""`manage.py analyse_words`: what the search makes of a list of words."""

from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from tests.integration.conftest import IndexPages
from tests.integration.seiten import publish_four
from wiki.models import Startseite


def analyse(tmp_path: Path, *words: str) -> list[list[str]]:
    path = tmp_path / "woerter.txt"
    path.write_text("\n".join(words), encoding="utf-8")
    out = StringIO()
    call_command("analyse_words", "--file", str(path), stdout=out)
    return [line.split("\t") for line in out.getvalue().splitlines()]


@pytest.mark.django_db
def test_one_line_a_word_without_any_page(tmp_path: Path) -> None:
    lines = analyse(tmp_path, "Kitaanmeldung", "Kaiserslautern", "Anmeldug")
    assert [line[0] for line in lines] == ["Kitaanmeldung", "Kaiserslautern", "Anmeldug"]
    assert [line[1] for line in lines] == ["Kita|Anmeldung", "Kaiserslautern", "Anmeldug"]
    assert [line[3] for line in lines] == ["", "", "Anmeldung"]
    assert lines[0][2].split()[1:] == ["kita", "anmeld"]


def test_words_of_the_wiki_are_suggested(
    start: Startseite, index: IndexPages, tmp_path: Path
) -> None:
    publish_four()
    index()
    ((_, _, _, suggestion),) = analyse(tmp_path, "Obstwisen")
    assert suggestion == "Obstwiesen"


@pytest.mark.django_db
def test_missing_file_is_told(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match=r"fehlt\.txt"):
        call_command("analyse_words", "--file", str(tmp_path / "fehlt.txt"))
