"""Training of a real, small model: it learns, goes on after a kill, and refuses what cannot be."""

import json
import random
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from django.core.management import CommandError, call_command

from einbettung.exceptions import ModelUnavailable, TrainingDataInvalid
from einbettung.model.training.adapter import read_adapter
from einbettung.model.training.groups import GradedQuestion, Group
from einbettung.model.training.loop import Recipe, train
from einbettung.model.training.teaching import Pupil, teach
from tests.small_models import build_small_model

RECIPE = Recipe(epochs=4, batch=8, rate=2e-3, keep_every=2)


def group(number: int) -> Group:
    """Questions of one alphabet, answered in another: only learning brings the two together."""
    rng = random.Random(number)
    word = "".join(rng.choices("abcdefgh", k=6))
    answer = word.translate(str.maketrans("abcdefgh", "mnopqrst"))
    other = "".join(rng.choices("mnopqrst", k=6))
    name = f"g{number:02}"
    passages = {f"{name}a": answer, f"{name}b": other}
    return Group(name, passages, (GradedQuestion(word, "frage", {f"{name}a": 3}),))


GROUPS = [group(number) for number in range(32)]


def silent(step: int, steps: int, loss: float) -> None:
    pass


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> str:
    return str(build_small_model(tmp_path_factory.mktemp("klein"), 32))


def trained(folder: str, state: Path, recipe: Recipe = RECIPE) -> dict[str, np.ndarray]:
    pupil = Pupil(folder)
    pupil.reader.fit_mean([text for g in GROUPS for text in g.passages.values()])
    return train(pupil.reader, GROUPS, recipe, state, silent)


def test_the_loss_falls(folder: str, tmp_path: Path) -> None:
    losses: list[float] = []
    pupil = Pupil(folder)
    pupil.reader.fit_mean([text for g in GROUPS for text in g.passages.values()])
    train(pupil.reader, GROUPS, RECIPE, tmp_path / "s", lambda _, __, loss: losses.append(loss))
    assert np.mean(losses[-4:]) < np.mean(losses[:4])


def test_the_same_seed_teaches_the_same(folder: str, tmp_path: Path) -> None:
    first, second = trained(folder, tmp_path / "a"), trained(folder, tmp_path / "b")
    assert all(np.array_equal(first[name], second[name]) for name in first)


class Killed(Exception):
    pass


def broken_off(folder: str, state: Path, groups: Sequence[Group] = GROUPS) -> None:
    """Leaves the state of a training that was killed at its fifth step."""
    pupil = Pupil(folder)
    pupil.reader.fit_mean([text for g in groups for text in g.passages.values()])

    def killed(step: int, steps: int, loss: float) -> None:
        if step == 5:
            raise Killed

    with pytest.raises(Killed):
        train(pupil.reader, groups, RECIPE, state, killed)


def test_a_broken_off_training_goes_on_to_the_same_end(folder: str, tmp_path: Path) -> None:
    whole = trained(folder, tmp_path / "whole")
    broken_off(folder, tmp_path / "s")
    resumed = trained(folder, tmp_path / "s")
    assert all(np.allclose(whole[name], resumed[name], atol=1e-6) for name in whole)


@pytest.mark.parametrize("content", [b"", b"halb geschrieben"])
def test_a_broken_state_begins_anew(folder: str, tmp_path: Path, content: bytes) -> None:
    (tmp_path / "s").write_bytes(content)
    found, expected = trained(folder, tmp_path / "s"), trained(folder, tmp_path / "t")
    assert all(np.array_equal(found[name], expected[name]) for name in found)


def test_the_state_of_another_model_is_not_gone_on_with(
    folder: str, tmp_path: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    other = build_small_model(tmp_path_factory.mktemp("anderes"), 32, seed=1)
    broken_off(str(other), tmp_path / "s")
    found, expected = trained(folder, tmp_path / "s"), trained(folder, tmp_path / "t")
    assert all(np.array_equal(found[name], expected[name]) for name in found)


def test_the_state_of_other_texts_is_not_gone_on_with(folder: str, tmp_path: Path) -> None:
    changed = [replace(GROUPS[0], passages=dict.fromkeys(GROUPS[0].passages, "m")), *GROUPS[1:]]
    broken_off(folder, tmp_path / "s", changed)
    found, expected = trained(folder, tmp_path / "s"), trained(folder, tmp_path / "t")
    assert all(np.array_equal(found[name], expected[name]) for name in found)


def test_ten_groups_are_too_few(folder: str, tmp_path: Path) -> None:
    with pytest.raises(TrainingDataInvalid, match="10 Gruppen sind zu wenige"):
        teach(Pupil(folder), "klein", GROUPS[:10], RECIPE, tmp_path / "s", silent)


def test_a_taught_model_has_the_weights_of_its_adapter(folder: str, tmp_path: Path) -> None:
    pupil = Pupil(folder)
    first = pupil.weights()
    taught = teach(pupil, "klein", GROUPS, RECIPE, tmp_path / "s", silent, rank=4)
    expected = taught.adapter.added_to(first, "klein")
    assert all(np.allclose(pupil.weights()[name], expected[name]) for name in first)


def test_a_model_that_finds_no_more_is_not_written(folder: str, tmp_path: Path) -> None:
    data = tmp_path / "lehre.jsonl"
    data.write_text("\n".join(_line(g) for g in GROUPS))
    with pytest.raises(CommandError, match="nichts geschrieben"):
        call_command(
            "train_encoder", data=[data], model=folder, out=tmp_path / "neu", rate=0.0, verbosity=0
        )
    assert not (tmp_path / "neu").exists()


def test_what_a_folder_has_learned_belongs_to_that_folder(folder: str, tmp_path: Path) -> None:
    _taught_by_command(folder, tmp_path)
    assert read_adapter(tmp_path / "klein.safetensors").base == folder
    assert not list(tmp_path.glob("*.stand"))


def test_a_model_that_was_written_halfway_is_written_anew(folder: str, tmp_path: Path) -> None:
    (tmp_path / "neu.unfertig").mkdir()
    (tmp_path / "neu.unfertig" / "halb").touch()
    _taught_by_command(folder, tmp_path)
    assert sorted(path.name for path in tmp_path.iterdir()) == [
        "klein.safetensors",
        "lehre.jsonl",
        "neu",
    ]
    assert not (tmp_path / "neu" / "halb").exists()


@pytest.mark.parametrize(
    "said",
    [
        *(["--epochs", "0"], ["--epochs", "-1"], ["--rate", "-1"], ["--rate", "nan"]),
        ["--adapter", "/nirgends/klein.safetensors"],
    ],
)
def test_what_cannot_be_is_said_before_anything_is_loaded(said: list[str]) -> None:
    with pytest.raises(CommandError, match=said[0]):
        call_command("train_encoder", "--model", "/nirgends", *said)


def test_a_model_that_is_nowhere_is_named(tmp_path: Path) -> None:
    with pytest.raises(ModelUnavailable, match="/nirgends"):
        Pupil("/nirgends")


def _taught_by_command(folder: str, tmp_path: Path) -> None:
    (tmp_path / "lehre.jsonl").write_text("\n".join(_line(g) for g in GROUPS))
    call_command(
        "train_encoder",
        data=[tmp_path / "lehre.jsonl"],
        model=folder,
        out=tmp_path / "neu",
        adapter=tmp_path / "klein.safetensors",
        epochs=20,
        rate=5e-3,
        verbosity=0,
    )


def _line(group: Group) -> str:
    passages = [{"id": k, "art": "faq", "text": t} for k, t in group.passages.items()]
    asked = [{"text": q.text, "art": q.kind, "noten": q.grades} for q in group.questions]
    return json.dumps({"gruppe": group.name, "gebiet": "x", "passagen": passages, "fragen": asked})
