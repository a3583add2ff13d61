"""How good is a ranking? Pure. Grades 0-3; documents without a judgement count as 0.

nDCG with gains 2^grade - 1 (Burges et al. 2005); reciprocal rank and recall over answers, which are
documents of a grade `answer` and better (`suche.rank.grades.answer_grade`).
"""

import math
from collections.abc import Mapping, Sequence

from suche.rank.parameters import RELEVANT_GRADE


def ndcg(ranking: Sequence[str], grades: Mapping[str, int], depth: int = 10) -> float:
    """Returns the discounted gain of the first `depth` documents as a share of the best possible
    one."""
    best = sorted(grades.values(), reverse=True)
    ideal = _gain(best[:depth])
    return (
        _gain([grades.get(document, 0) for document in ranking[:depth]]) / ideal if ideal else 0.0
    )


def reciprocal_rank(
    ranking: Sequence[str],
    grades: Mapping[str, int],
    answer: int = RELEVANT_GRADE,
    depth: int = 10,
) -> float:
    """Returns 1 / rank of the first answer; 0 when there is none among the first `depth`."""
    for rank, document in enumerate(ranking[:depth], 1):
        if grades.get(document, 0) >= answer:
            return 1 / rank
    return 0.0


def recall(
    ranking: Sequence[str],
    grades: Mapping[str, int],
    answer: int = RELEVANT_GRADE,
    depth: int = 10,
) -> float:
    """Returns the share of the answers that stand among the first `depth`; of `depth` answers when
    there are more."""
    answers = {document for document, grade in grades.items() if grade >= answer}
    found = answers.intersection(ranking[:depth])
    return len(found) / min(len(answers), depth) if answers else 0.0


def _gain(grades: Sequence[int]) -> float:
    return sum((2**grade - 1) / math.log2(rank + 1) for rank, grade in enumerate(grades, 1))
