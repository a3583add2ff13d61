"""Training of a real, small model: it learns, goes on after a kill, and refuses what cannot be."""

import random
from pathlib import Path

import numpy as np
import pytest
from django.core.management import CommandError, call_command

from einbettung.exceptions import TrainingDataInvalid
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


def test_a_broken_off_training_goes_on_to_the_same_end(folder: str, tmp_path: Path) -> None:
    whole = trained(folder, tmp_path / "whole")
    pupil = Pupil(folder)
    pupil.reader.fit_mean([text for g in GROUPS for text in g.passages.values()])

    def killed(step: int, steps: int, loss: float) -> None:
        if step == 5:
            raise Killed

    with pytest.raises(Killed):
        train(pupil.reader, GROUPS, RECIPE, tmp_path / "s", killed)
    resumed = trained(folder, tmp_path / "s")
    assert all(np.allclose(whole[name], resumed[name], atol=1e-6) for name in whole)


@pytest.mark.parametrize("content", [b"", b"halb geschrieben"])
def test_a_broken_state_begins_anew(folder: str, tmp_path: Path, content: bytes) -> None:
    (tmp_path / "s").write_bytes(content)
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


def _line(group: Group) -> str:
    import json

    passages = [{"id": k, "art": "faq", "text": t} for k, t in group.passages.items()]
    asked = [{"text": q.text, "art": q.kind, "noten": q.grades} for q in group.questions]
    return json.dumps({"gruppe": group.name, "gebiet": "x", "passagen": passages, "fragen": asked})
