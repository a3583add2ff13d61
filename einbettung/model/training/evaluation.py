"""How well a model finds the passages of held-out groups: nDCG@10 over all their passages."""

from collections.abc import Sequence

import numpy as np
import torch

from .groups import Group
from .scoring import Reader, Texts, late_scores, pooled_scores

AT_10 = 10
QUESTIONS_AT_ONCE = 8


def held_out(groups: Sequence[Group], every: int = 8) -> tuple[list[Group], list[Group]]:
    """Splits groups into those to learn from and those to measure with: each `every`-th one is kept
    back for measuring."""
    learnt = [group for number, group in enumerate(groups) if number % every]
    return learnt, [group for number, group in enumerate(groups) if number % every == 0]


def measure_reader(reader: Reader, groups: Sequence[Group]) -> dict[str, float]:
    """Mean nDCG@10 of all questions, by "spaet" (late interaction) and "vektor" (pooled)."""
    keys = [key for group in groups for key in group.passages]
    texts = [text for group in groups for text in group.passages.values()]
    questions = [question for group in groups for question in group.questions]
    grades = np.array([[question.grades.get(key, 0) for key in keys] for question in questions])
    with torch.no_grad():
        passages = reader.passages(texts)
        asked = reader.questions([question.text for question in questions])
        late = torch.cat(
            [
                late_scores(_slice(asked, start, start + QUESTIONS_AT_ONCE), passages)
                for start in range(0, len(questions), QUESTIONS_AT_ONCE)
            ]
        )
        pooled = pooled_scores(asked, passages)
    return {"spaet": _ndcg(late.numpy(), grades), "vektor": _ndcg(pooled.numpy(), grades)}


def _slice(texts: Texts, start: int, end: int) -> Texts:
    return Texts(texts.pooled[start:end], texts.tokens[start:end], texts.weights[start:end])


def _ndcg(scores: np.ndarray, grades: np.ndarray) -> float:
    """Mean over rows of sum(grade / log2(rank + 1)) of the best ten, by that of the ideal order."""
    discount = 1 / np.log2(np.arange(2, AT_10 + 2))
    order = np.argsort(-scores, axis=1)[:, :AT_10]
    gained = np.take_along_axis(grades, order, axis=1)
    ideal = -np.sort(-grades, axis=1)[:, :AT_10]
    discount = discount[: gained.shape[1]]
    return float(((gained @ discount) / np.maximum(ideal @ discount, 1e-9)).mean())
