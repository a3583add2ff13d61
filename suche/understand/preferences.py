"""What a question names and a reader may take off again, and the places from which it wants
nothing; `suche.rank.bonus` moves pages for both."""

import re
from collections.abc import Collection
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


def preferences(text: str, without: Collection[str] = ()) -> tuple[Erkannt, ...]:
    """Returns what a question wishes for of what it names: not what it does without ("außer
    Köln"), nor what the reader does not want (`Erkannt.code`)."""
    excluded, avoided = excluded_at(text), avoided_places(text)
    return tuple(
        erkannt
        for erkannt in recognise(text, current_names())
        if erkannt.code not in without
        and not overlaps(erkannt.span, [place.span for place in avoided])
        and not any(erkannt.start <= at < erkannt.end for at in excluded)
    )


def avoided_places(text: str) -> tuple[Erkannt, ...]:
    """Returns the places from which a question wants nothing, each with the words that say so:
    "nicht in Bayern"."""
    avoided: list[Erkannt] = []
    for place in (e for e in recognise(text, current_names()) if e.is_place):
        before = text[: place.start]
        if avoided and AND_FROM.fullmatch(text, avoided[-1].end, place.start):
            avoided.append(replace(place, start=avoided[-1].end))
        elif (said := NOT_FROM.search(before)) and not is_subclause(before):
            avoided.append(replace(place, start=said.start()))
    return tuple(avoided)
