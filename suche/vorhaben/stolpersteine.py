"""What went wrong elsewhere: the passages about stumbling blocks that fit a sketch best."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from einbettung.models import Dokument
from suche.answer.highlighting import excerpt
from suche.german.analysis import normalise
from suche.rank import meaning
from suche.rank.schema import Ranking, RatedPassage
from wiki.blocks import InhaltBlock
from wiki.models import Projektseite

SECTIONS = tuple(
    str(InhaltBlock.base_blocks[name].label) for name in ("stolpersteine", "anders_machen")
)
STOLPERSTEINE_SHOWN = 5
PER_PAGE = 2  # quotations; one project must not fill the list
LENGTH = 450  # characters of a quotation


@dataclass(frozen=True)
class Stolperstein:
    """A quotation: whose, from which section (with its anchor), and the words."""

    seite: Projektseite
    abschnitt: str
    anker: str
    text: str


def stolpersteine(
    pages: Mapping[int, Projektseite], ranking: Ranking, terms: frozenset[str]
) -> list[Stolperstein]:
    """`pages`: permitted ones of the `ranking`, best first. When the model is down, the order of
    the pages decides."""
    passages = [p for p in _passages(list(pages), ranking) if p.section in SECTIONS]
    taken: Counter[int] = Counter()
    found: list[Stolperstein] = []
    for p in sorted(passages, key=lambda passage: -passage.similarity):
        if taken[p.page_id] < PER_PAGE and len(found) < STOLPERSTEINE_SHOWN:
            taken[p.page_id] += 1
            text = excerpt(normalise(p.text), terms, LENGTH)
            found.append(Stolperstein(pages[p.page_id], p.section, p.anchor, text))
    return found


def _passages(ids: Sequence[int], ranking: Ranking) -> list[RatedPassage]:
    if ranking.vector is not None:
        return meaning.passages(ranking.vector, ranking.signature, ids)
    rows = Dokument.objects.in_bulk(ids)
    return [
        RatedPassage(pk, part["name"], part["anker"], part["text"], -float(place))
        for place, pk in enumerate(ids)
        if pk in rows
        for part in rows[pk].abschnitte
    ]
