"""What every engine gets: the text of each page, and one vector for each."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass
from typing import Any

import numpy as np
from django.db import connection

from einbettung.model.active_model import ActiveModel
from einbettung.model.encoder import Encoded, TextEncoder
from einbettung.models import Dokument
from suche.exceptions import WikiEmpty

SHOWN_RESULTS = 10  # results that a reader is shown
FUSED = 100  # of each leg, where an engine joins two

Search = Callable[[str], list[int]]

# The mean of the page's passages, all of one length: a model reads no page as a whole.
VECTORS_SQL = """
    SELECT dokument_id, avg(vektor::vector)::float4[] FROM einbettung_chunk
    WHERE modell = %s GROUP BY dokument_id ORDER BY dokument_id
"""


@dataclass(frozen=True)
class EngineCorpus:
    """`titles` and `bodies` of the pages `ids`; `vectors` (n, d) of unit length, in that order."""

    ids: list[int]
    titles: list[str]
    bodies: list[str]
    vectors: np.ndarray
    model: ActiveModel

    @property
    def rows(self) -> Iterator[tuple[int, str, str]]:
        """Yields page id, title and text."""
        return zip(self.ids, self.titles, self.bodies, strict=True)


Engine = Callable[[EngineCorpus], AbstractContextManager[Search]]


class Forgetful:
    """An encoder that encodes every question anew, as for somebody who is the first to ask it."""

    def __init__(self, encoder: TextEncoder) -> None:
        self._encoder = encoder
        self._anew = getattr(encoder, "encode_anew", encoder.encode_query)  # others keep nothing

    def __getattr__(self, name: str) -> Any:
        return getattr(self._encoder, name)

    def encode_query(self, text: str) -> Encoded:
        encoded: Encoded = self._anew(text)
        return encoded


def read_corpus(model: ActiveModel) -> EngineCorpus:
    """Reads the index of the wiki as it stands. Raises WikiEmpty when it holds no page."""
    forgetful: Any = Forgetful(model.encoder)
    with connection.cursor() as cursor:
        cursor.execute(VECTORS_SQL, [model.signature])
        vectors = {page_id: np.array(mean, np.float32) for page_id, mean in cursor.fetchall()}
    pages = Dokument.objects.filter(pk__in=vectors).order_by("pk")
    rows = list(pages.values_list("pk", "titel", "kommunen", "abschnitte"))
    if not rows:
        raise WikiEmpty
    stacked = np.stack([vectors[pk] for pk, *_ in rows])
    return EngineCorpus(
        ids=[row[0] for row in rows],
        titles=[row[1] for row in rows],
        bodies=[_body(*row[2:]) for row in rows],
        vectors=stacked / np.linalg.norm(stacked, axis=1, keepdims=True),
        model=ActiveModel(model.signature, forgetful),
    )


def _body(kommunen: str, sections: list[dict[str, str]]) -> str:
    return "\n".join([kommunen, *(section["text"] for section in sections)])
