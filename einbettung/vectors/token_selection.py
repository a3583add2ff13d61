"""Which of a passage's tokens are kept for late interaction. Pure.

Left out: punctuation, function words, and the context (title, Kommunen, section name) that the
page's first passage has kept already. On our questions 199 of 451 tokens a page gave the same
nDCG@10 or more (docs/suchversuche.md), at less than half the bytes and the time.
"""

from collections.abc import Sequence

import numpy as np

from einbettung.text.stopwords import FUNCTION_WORDS
from wiki.german.letters import BARE_WORD


def telling_mask(text: str, spans: Sequence[tuple[int, int]], start: int = 0) -> np.ndarray:
    """Returns a mask (n,) of the tokens that are kept. `spans`: where in `text` they stand
    (characters, end exclusive). Tokens that end before `start` are left out. A text of nothing but
    function words keeps all its tokens."""
    letters = np.zeros(len(text) + 1, dtype=bool)
    for match in BARE_WORD.finditer(text):
        if match.start() >= start and match[0].lower() not in FUNCTION_WORDS:
            letters[match.start() : match.end()] = True
    kept = np.array([letters[a:b].any() for a, b in spans], dtype=bool)
    return kept if kept.any() else np.ones(len(spans), dtype=bool)
