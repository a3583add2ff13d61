"""einbettung.model.training.groups: training data is read whole or refused with file and line."""

import json
from pathlib import Path
from typing import Any

import pytest

from einbettung.exceptions import TrainingDataInvalid
from einbettung.model.training.groups import read_groups

GROUP: dict[str, Any] = {
    "gruppe": "1-001",
    "gebiet": "Rufbus",
    "passagen": [
        {"id": "a", "art": "faq", "text": "Ja."},
        {"id": "b", "art": "faq", "text": "Nein."},
    ],
    "fragen": [{"text": "Fährt er?", "art": "frage", "noten": {"a": 3}}],
}


def file(tmp_path: Path, *entries: Any) -> Path:
    path = tmp_path / "teil.jsonl"
    path.write_text("\n".join(e if isinstance(e, str) else json.dumps(e) for e in entries))
    return path


def test_groups_are_read_with_their_grades(tmp_path: Path) -> None:
    [group] = read_groups([file(tmp_path, GROUP)])
    assert group.passages == {"a": "Ja.", "b": "Nein."}
    assert group.questions[0].grades == {"a": 3}


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"fragen": [{"text": "?", "art": "x", "noten": {"c": 3}}]}, "Passage unbekannt: c"),
        ({"fragen": [{"text": "?", "art": "x", "noten": {"a": 5}}]}, "Noten sind 1, 2 oder 3"),
        ({"fragen": [{"text": "?", "art": "x", "noten": {"a": 1}}]}, "keine Passage mit Note 2"),
        ({"fragen": []}, "braucht Fragen"),
        ({"fragen": [{"text": "?", "art": "x", "noten": {"a": "gut"}}]}, "Noten sind 1, 2 oder 3"),
        ({"fragen": [{"text": "?", "art": "x", "noten": None}]}, "ist keine Angabe"),
        ({"passagen": [{"id": "a", "text": "x"}, {"id": "a", "text": "y"}]}, "dieselbe Kennung"),
        ({"passagen": [{"id": "a", "text": " "}]}, "nicht leere Passagen"),
        ({"passagen": None}, "ist keine Angabe"),
        ({"fragen": [{"text": " ", "art": "x", "noten": {"a": 3}}]}, "nicht leere Fragen"),
        ({"fragen": [{"text": "?", "art": "x", "noten": {"a": 2.7}}]}, "Noten sind 1, 2 oder 3"),
        ({"fragen": [{"text": "?", "art": "x", "noten": {"a": True}}]}, "Noten sind 1, 2 oder 3"),
        ({"fragen": [{"text": "?", "art": "x", "noten": {"a": 1e999}}]}, "Noten sind 1, 2 oder 3"),
    ],
)
def test_a_faulty_group_is_named_by_its_line(
    tmp_path: Path, change: dict[str, Any], message: str
) -> None:
    with pytest.raises(TrainingDataInvalid, match=rf"teil.jsonl, Zeile 2.*{message}"):
        read_groups([file(tmp_path, GROUP | {"gruppe": "0"}, GROUP | change)])


@pytest.mark.parametrize("line", ["kein json", "[]", "7", "null"])
def test_a_line_that_is_no_group_is_refused(tmp_path: Path, line: str) -> None:
    with pytest.raises(TrainingDataInvalid, match="Zeile 1"):
        read_groups([file(tmp_path, line)])


def test_a_line_ends_only_where_json_says_so(tmp_path: Path) -> None:
    odd = "Ja.\u2028Nein.\x85Doch."
    line = json.dumps(GROUP | {"passagen": [{"id": "a", "text": odd}]}, ensure_ascii=False)
    (tmp_path / "teil.jsonl").write_text("\ufeff" + line, encoding="utf-8")
    [group] = read_groups([tmp_path / "teil.jsonl"])
    assert group.passages == {"a": odd}


def test_a_group_may_not_come_twice(tmp_path: Path) -> None:
    with pytest.raises(TrainingDataInvalid, match="Zeile 2: Die Gruppe 1-001 gibt es schon"):
        read_groups([file(tmp_path, GROUP, GROUP)])


def test_an_empty_file_is_no_training_data(tmp_path: Path) -> None:
    with pytest.raises(TrainingDataInvalid, match="Keine Gruppe gefunden"):
        read_groups([file(tmp_path, "")])


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(TrainingDataInvalid, match=r"fehlt\.jsonl"):
        read_groups([tmp_path / "fehlt.jsonl"])
