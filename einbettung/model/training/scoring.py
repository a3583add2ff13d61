"""Scores of questions against passages in torch, alike to those that the search uses.

Late interaction as `einbettung.vectors.late_interaction`: centred tokens of unit length, the mean
over the question's tokens of the best match, less a share of the logarithm of the passage's length
(a long passage has more tries). Pooled: the cosine of the mean vectors, prompt included.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import torch

from einbettung.model.bundled import PROMPTS

LENGTH_COST = 0.03  # a unit of ln(tokens); the search's own figure
QUESTION_TOKENS, PASSAGE_TOKENS = 96, 192  # what training reads of a text; the search reads 512
SCORED_AT_ONCE = 16  # texts of like length in one run of the model


@dataclass(frozen=True)
class Texts:
    """Encoded texts: `pooled` (n, d) of unit length, `tokens` (n, t, d) centred and of unit length
    with zeros where a text has no token, `weights` (n, t) how far each token lies from the mean."""

    pooled: torch.Tensor
    tokens: torch.Tensor
    weights: torch.Tensor


class Reader:
    """A BERT with its tokenizer, reading questions and passages as the search has them read."""

    def __init__(self, model: Any, tokenizer: Any, mean: torch.Tensor | None = None) -> None:
        self.model = model
        self.tokenizer = tokenizer
        self.mean = mean

    def questions(self, texts: Sequence[str]) -> Texts:
        """Encode questions; with gradients when torch records them."""
        return self._read(PROMPTS["query"], texts, QUESTION_TOKENS)

    def passages(self, texts: Sequence[str]) -> Texts:
        """Encode passages; with gradients when torch records them."""
        return self._read(PROMPTS["document"], texts, PASSAGE_TOKENS)

    def fit_mean(self, texts: Sequence[str]) -> None:
        """Set what all tokens have in common, from passages and before the first step."""
        self.mean = None
        with torch.no_grad():
            read = self.passages(texts)
        inner = read.weights > 0
        self.mean = read.tokens[inner].mean(dim=0)

    def _read(self, prompt: str, texts: Sequence[str], longest: int) -> Texts:
        order = sorted(range(len(texts)), key=lambda i: len(texts[i]))
        parts = [
            self._run(prompt, [texts[i] for i in order[start : start + SCORED_AT_ONCE]], longest)
            for start in range(0, len(order), SCORED_AT_ONCE)
        ]
        width = max(part.tokens.shape[1] for part in parts)
        back = torch.tensor([order.index(i) for i in range(len(order))])
        return Texts(
            torch.cat([part.pooled for part in parts])[back],
            torch.cat([_widened(part.tokens, width) for part in parts])[back],
            torch.cat([_widened(part.weights, width) for part in parts])[back],
        )

    def _run(self, prompt: str, texts: Sequence[str], longest: int) -> Texts:
        before = 1 + len(self.tokenizer(prompt.strip(), add_special_tokens=False)["input_ids"])
        batch = self.tokenizer(
            [prompt + text for text in texts],
            padding=True,
            truncation=True,
            max_length=longest,
            return_tensors="pt",
        )
        mask = batch["attention_mask"]
        hidden = self.model(
            input_ids=batch["input_ids"], attention_mask=mask
        ).last_hidden_state.float()
        whole = mask.unsqueeze(-1).float()
        pooled = torch.nn.functional.normalize((hidden * whole).sum(1) / whole.sum(1), dim=-1)
        inner = _without_frame(mask, before)
        unit = torch.nn.functional.normalize(hidden, dim=-1)
        centred = unit if self.mean is None else unit - self.mean
        weights = centred.norm(dim=-1) * inner
        tokens = torch.nn.functional.normalize(centred, dim=-1) * inner.unsqueeze(-1)
        return Texts(pooled, tokens, weights)


def late_scores(questions: Texts, passages: Texts) -> torch.Tensor:
    """MaxSim of each question with each passage, less the cost of length: (questions, passages)."""
    similar = torch.einsum("qtd,psd->qpts", questions.tokens, passages.tokens)
    missing = (passages.weights <= 0)[None, :, None, :]
    best = similar.masked_fill(missing, -1.0).amax(dim=-1)
    weights = questions.weights / questions.weights.sum(dim=1, keepdim=True).clamp_min(1e-6)
    lengths = (passages.weights > 0).sum(dim=1).clamp_min(1).float().log()
    return (best * weights[:, None, :]).sum(dim=-1) - LENGTH_COST * lengths[None, :]


def pooled_scores(questions: Texts, passages: Texts) -> torch.Tensor:
    """Cosines, (questions, passages)."""
    return questions.pooled @ passages.pooled.T


def _without_frame(mask: torch.Tensor, before: int) -> torch.Tensor:
    """1 for tokens of the text itself: the special tokens and the prompt are left out."""
    inner = mask.clone().float()
    inner[:, :before] = 0
    inner.scatter_(1, (mask.sum(1, keepdim=True) - 1), 0)
    empty = inner.sum(1) == 0  # a text of nothing but its frame keeps it
    inner[empty] = mask[empty].float()
    return inner


def _widened(tensor: torch.Tensor, width: int) -> torch.Tensor:
    missing = width - tensor.shape[1]
    if not missing:
        return tensor
    return torch.cat([tensor, tensor.new_zeros(tensor.shape[0], missing, *tensor.shape[2:])], dim=1)
