"""Groups -> what a step of training compares: questions, answers, hard negatives. Pure, seeded."""

import random
from collections.abc import Sequence
from dataclasses import dataclass

from .groups import ANSWERS, Group
from .slips import with_slip

SLIP_SHARE = 0.15  # of the questions; the pilot's share, typed questions have about that many
NEGATIVES = 1  # hard ones a question: a second one cost half as much time again


@dataclass(frozen=True)
class Pair:
    """A question with one passage that answers it, and up to NEGATIVES that do not.

    `group` keeps pairs of one group out of each other's batch, because they answer each other.
    """

    group: str
    question: str
    answer: str
    negatives: tuple[str, ...]


def pairs_of(groups: Sequence[Group], rng: random.Random) -> list[Pair]:
    """One pair for each question and passage that answers it; grade 3 twice as often as 2."""
    found = []
    for group in groups:
        for question in group.questions:
            wrong = [text for key, text in group.passages.items() if key not in question.grades]
            for key, grade in question.grades.items():
                if grade < ANSWERS or (grade == ANSWERS and rng.random() < 0.5):
                    continue
                negatives = tuple(rng.sample(wrong, min(NEGATIVES, len(wrong))))
                asked = question.text
                if rng.random() < SLIP_SHARE:
                    asked = with_slip(asked, rng)
                found.append(Pair(group.name, asked, group.passages[key], negatives))
    return found


def batches(pairs: Sequence[Pair], size: int, rng: random.Random) -> list[list[Pair]]:
    """All pairs once, shuffled, no two of one group in a batch. Batches of one pair are left out:
    there is nothing to compare."""
    waiting = list(pairs)
    rng.shuffle(waiting)
    open_batches: list[tuple[list[Pair], set[str]]] = []
    done: list[list[Pair]] = []
    for pair in waiting:
        place = next((entry for entry in open_batches if pair.group not in entry[1]), None)
        if place is None:
            place = ([], set())
            open_batches.append(place)
        place[0].append(pair)
        place[1].add(pair.group)
        if len(place[0]) == size:
            done.append(place[0])
            open_batches = [entry for entry in open_batches if entry is not place]
    done += [batch for batch, _ in open_batches if len(batch) > 1]
    rng.shuffle(done)
    return done
