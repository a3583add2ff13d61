"""Which pages tell of the same as a new row: by the product's search, else by their titles.

This layer does not know the search. `suche` registers its function when it starts
(`register_similarity`); without it titles are compared.
"""

from collections.abc import Callable, Mapping

from django.http import HttpRequest
from rapidfuzz import fuzz, process

from wiki.austausch.draft.matching import match_key

# text, the request of whoever will read the report -> titles of pages they may read, best first
Similarity = Callable[[str, HttpRequest], list[str]]

TITLE_ALIKE = 88  # per cent
ASKED_AT_MOST = 300  # rows; a question costs about as much as writing the page
COMPARED_AT_MOST = 5_000  # rows
_registered: list[Similarity] = []


def register_similarity(function: Similarity) -> None:
    _registered[:] = [function]


class SimilarTitles:
    """`find` says what a new row is like: by titles, and with `ask` by the search, which needs the
    model. After ASKED_AT_MOST rows titles alone are compared, after COMPARED_AT_MOST nothing: a
    large dump would take hours."""

    def __init__(self, titles: Mapping[int, str], request: HttpRequest, ask: bool) -> None:
        self._titles = {pk: match_key(title) for pk, title in titles.items()}
        self._names = dict(titles)
        self._request = request
        self._ask = ask and bool(_registered)
        self.asked = self.compared = 0

    @property
    def exhausted(self) -> bool:
        return self._ask and self.asked >= ASKED_AT_MOST

    def find(self, titel: str, kurzfassung: str) -> list[str]:
        self.compared += 1
        if self.compared > COMPARED_AT_MOST:
            return []
        found = process.extractOne(
            match_key(titel), self._titles, scorer=fuzz.token_sort_ratio, score_cutoff=TITLE_ALIKE
        )
        alike = [self._names[found[2]]] if found else []
        if self._ask and not alike and not self.exhausted:
            self.asked += 1
            alike = _registered[0](f"{titel}. {kurzfassung}".strip(), self._request)
        return alike
