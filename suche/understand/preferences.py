"""What a question names and a reader may take off again, and the places from which it wants
nothing; `suche.rank.bonus` moves pages for both."""

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace

from .asked.exclusions import excluded_at, is_subclause
from .cached_tables import current_names
from .recognition import Erkannt, recognise
from .spans import overlaps

# What stands before a place from which nothing is wanted: "nicht aus Bayern", "außerhalb der
# Pfalz", "außer in Köln", "ohne Trier".
NOT_FROM = re.compile(
    r"\b(?:nicht\s+(?:in|im|aus|bei)|au(?:ß|ss)er(?:halb)?(?:\s+(?:von|in|im|aus))?|ohne|statt\s+(?:in|aus)"
    r"|not\s+(?:in|from)|except(?:\s+(?:in|from|for))?|outside(?:\s+of)?|without)\s+"
    r"(?:(?:der|dem|des|den|die|das|the|Land|Landes|Freistaat|Stadt)\s+)*$",
    re.IGNORECASE,
)
# "nicht in Bayern oder Hessen", "außer Köln und in Bonn"
AND_FROM = re.compile(
    r"\s*(?:,|und|oder|noch|or|and|nor)\s+(?:(?:in|im|aus|from)\s+)?(?:(?:der|dem|the)\s+)?",
    re.IGNORECASE,
)
# The names of places that are everyday words, too, are recognised by it: "in Hof".
IN = re.compile(r"(?:in|im|aus|bei|from)\s+", re.IGNORECASE)

# "Wir wohnen nicht in Trier" tells of the asker.
OF_US = re.compile(r"\b(?:wir|ich|we|i)\s+\w+\s*$", re.IGNORECASE)


def preferences(
    text: str, without: Collection[str] = ()
) -> tuple[tuple[Erkannt, ...], tuple[Erkannt, ...]]:
    """Returns (what a question wishes for of what it names, the places from which it wants nothing,
    each with the words that say so: "nicht in Bayern"). What it does without and what the reader
    does not want (`without`, `Erkannt.code`) is no wish."""
    named = recognise(text, current_names())
    avoided = tuple(_avoided(text, [one for one in named if one.is_place]))
    gone = [place.span for place in avoided] + [(at, at + 1) for at in excluded_at(text)]
    preferred = (e for e in named if e.code not in without and not overlaps(e.span, gone))
    return tuple(preferred), avoided


def _avoided(text: str, places: Sequence[Erkannt]) -> Iterator[Erkannt]:
    end = None  # of the last one
    for place in places:
        own = IN.match(text, place.start, place.end)
        before = text[: own.end() if own else place.start]
        if end is not None and AND_FROM.fullmatch(text, end, place.start):
            start = end
        elif (said := NOT_FROM.search(before)) and not is_subclause(before):
            start = said.start()
        else:
            continue
        if OF_US.search(text[:start]):
            continue
        end = place.end
        yield replace(place, start=start)
