"""Does a source say what a sentence says? Decided by what must stand there literally, by words, and
by our own encoder: the cosine of both texts, and late interaction of their tokens.

The bounds are chosen on pairs of sentence and source (fixtures/saetze, `manage.py measure_saetze`).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from einbettung.model.active_model import ActiveModel
from einbettung.model.encoder import Encoded
from einbettung.vectors import late_interaction
from einbettung.vectors.late_interaction import Projection

from .literals import Places, missing, share_of_words
from .schema import Behauptung, Quelle, Satz


@dataclass(frozen=True)
class Naehe:
    """How near a sentence is to a source. `cosine` of both as a whole; `tokens`: how well each of
    its tokens is found there; `words`: the share of its words that stands there."""

    cosine: float
    tokens: float
    words: float

    def reaches(self, bounds: "Naehe") -> bool:
        return (
            self.cosine >= bounds.cosine
            and self.tokens >= bounds.tokens
            and self.words >= bounds.words
        )


BOUNDS = Naehe(cosine=0.8, tokens=0.4, words=0.78)


@dataclass(frozen=True)
class Pruefer:
    """Checks sentences against their sources with the model that answers questions."""

    model: ActiveModel
    projection: Projection
    places: Places

    def supported(
        self, claims: Sequence[Behauptung], quellen: Mapping[int, Quelle]
    ) -> list[Satz | None]:
        """Returns a sentence for each claim, None for what its sources do not hold. A source
        that is named for nothing falls off."""
        near = self.nearness(claims, quellen)
        return [self._checked(claim, quellen, near) for claim in claims]

    def nearness(
        self, claims: Sequence[Behauptung], quellen: Mapping[int, Quelle]
    ) -> dict[tuple[str, int], Naehe]:
        """(sentence, number of a source that it names) -> how near they are. One run of the
        model."""
        named = sorted({n for claim in claims for n in claim.nummern if n in quellen})
        texts = [*(claim.text for claim in claims), *(quellen[n].alles for n in named)]
        encoded = self.model.encoder.encode_documents(texts) if named else []
        sources = dict(zip(named, encoded[len(claims) :], strict=True))
        return {
            (claim.text, n): self._near(claim.text, said, quellen[n].alles, sources[n])
            for claim, said in zip(claims, encoded, strict=False)
            for n in claim.nummern
            if n in sources
        }

    def _near(self, sentence: str, said: Encoded, source: str, there: Encoded) -> Naehe:
        compressed = late_interaction.compress(there.tokens, self.projection).tobytes()
        stored = late_interaction.sides(compressed, self.projection)
        tokens = late_interaction.scores(said.tokens, [stored], self.projection)
        cosine = float(np.dot(said.vector, there.vector))
        return Naehe(cosine, float(tokens[0]), share_of_words(sentence, source))

    def _checked(
        self,
        claim: Behauptung,
        quellen: Mapping[int, Quelle],
        near: Mapping[tuple[str, int], Naehe],
    ) -> Satz | None:
        held = [n for n in claim.nummern if n in quellen and self._holds(claim, quellen[n], near)]
        return Satz(claim.text, tuple(quellen[n] for n in held)) if held else None

    def _holds(
        self, claim: Behauptung, quelle: Quelle, near: Mapping[tuple[str, int], Naehe]
    ) -> bool:
        """Returns whether one source alone holds the sentence: the town of one source and the
        figure of another make no fact."""
        if not near[claim.text, quelle.nummer].reaches(BOUNDS):
            return False
        return not missing(claim.text, quelle.alles, self.places)
