"""What a question names and a reader may take off again; `suche.rank.bonus` moves pages for it."""

from collections.abc import Collection

from .asked.exclusions import excluded_at
from .cached_tables import current_names
from .recognition import Erkannt, recognise


def preferences(text: str, without: Collection[str] = ()) -> tuple[Erkannt, ...]:
    """Returns what a question wishes for of what it names: not what it does without ("außer
    Köln"), nor what the reader does not want (`Erkannt.code`)."""
    excluded = excluded_at(text)
    return tuple(
        erkannt
        for erkannt in recognise(text, current_names())
        if erkannt.code not in without
        and not any(erkannt.start <= at < erkannt.end for at in excluded)
    )
