"""Training data: groups of passages that resemble each other, and graded questions to them. Pure.

A file has one JSON object a line:

    {"gruppe": "1-017", "gebiet": "Kita-Anmeldung",
     "passagen": [{"id": "1-017a", "art": "ratsvorlage", "text": "..."}, ...],
     "fragen": [{"text": "...", "art": "umschreibung", "noten": {"1-017a": 3, "1-017c": 1}}, ...]}

Grades: 3 answers the question, 2 answers most of it, 1 is related. A passage of the group without
a grade tells of the same subject and does not answer: the hard negative.
"""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from einbettung.exceptions import TrainingDataInvalid
from wiki.exceptions import why_unreadable

GRADES = (1, 2, 3)
ANSWERS = 2  # from this grade on a passage answers its question


@dataclass(frozen=True)
class GradedQuestion:
    """A question and what it is answered by: passage id -> grade 1 to 3."""

    text: str
    kind: str
    grades: dict[str, int]


@dataclass(frozen=True)
class Group:
    """Passages (id -> text) on one subject, by one hand."""

    name: str
    passages: dict[str, str]
    questions: tuple[GradedQuestion, ...]


def read_groups(paths: Sequence[Path]) -> list[Group]:
    """All groups of the files, in their order. Raises TrainingDataInvalid with file and line."""
    groups: dict[str, Group] = {}
    for path in paths:
        for place, entry in _entries(path):
            group = _group(place, entry)
            if group.name in groups:
                raise TrainingDataInvalid(f"{place}: Die Gruppe {group.name} gibt es schon.")
            groups[group.name] = group
    if not groups:
        names = ", ".join(path.name for path in paths) or "keine Datei"
        raise TrainingDataInvalid(f"Keine Gruppe gefunden ({names}).")
    return list(groups.values())


def _entries(path: Path) -> Iterator[tuple[str, Any]]:
    try:
        lines = path.read_text(encoding="utf-8-sig").split("\n")
    except (OSError, UnicodeDecodeError) as error:
        raise TrainingDataInvalid(f"{path.name}: {why_unreadable(error)}") from error
    for number, line in enumerate(lines, 1):
        if line.strip():
            place = f"{path.name}, Zeile {number}"
            try:
                yield place, json.loads(line)
            except json.JSONDecodeError as error:
                raise TrainingDataInvalid(f"{place}: kein JSON ({error.msg}).") from error


def _group(place: str, entry: Any) -> Group:
    try:
        passages = {str(p["id"]): str(p["text"]) for p in entry["passagen"]}
        questions = tuple(
            GradedQuestion(str(q["text"]), str(q["art"]), _grades(place, q["noten"]))
            for q in entry["fragen"]
        )
        group = Group(str(entry["gruppe"]), passages, questions)
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise TrainingDataInvalid(f"{place}: {error!r} fehlt oder ist keine Angabe.") from error
    _check(place, group, len(entry["passagen"]))
    return group


def _grades(place: str, given: dict[str, Any]) -> dict[str, int]:
    for grade in given.values():
        if isinstance(grade, bool) or grade not in GRADES:
            raise TrainingDataInvalid(f"{place}: Noten sind 1, 2 oder 3, nicht {grade!r}.")
    return {key: int(grade) for key, grade in given.items()}


def _check(place: str, group: Group, written: int) -> None:
    if written != len(group.passages):
        raise TrainingDataInvalid(f"{place}: Zwei Passagen haben dieselbe Kennung.")
    if not group.questions or not all(text.strip() for text in group.passages.values()):
        raise TrainingDataInvalid(f"{place}: Jede Gruppe braucht Fragen und nicht leere Passagen.")
    for question in group.questions:
        _check_question(f"{place}: „{question.text[:40]}“", question, group)


def _check_question(place: str, question: GradedQuestion, group: Group) -> None:
    if not question.text.strip():
        raise TrainingDataInvalid(f"{place} sagt nichts: Gebraucht werden nicht leere Fragen.")
    if unknown := sorted(set(question.grades) - set(group.passages)):
        raise TrainingDataInvalid(f"{place}: Passage unbekannt: {', '.join(unknown)}.")
    if not any(grade >= ANSWERS for grade in question.grades.values()):
        raise TrainingDataInvalid(f"{place} hat keine Passage mit Note 2 oder 3.")
