"""What a question names and a reader may take off again; `suche.rank.bonus` moves pages for it."""

from collections.abc import Collection

from .cached_tables import current_names
from .recognition import Erkannt, recognise


def preferences(text: str, without: Collection[str] = ()) -> tuple[Erkannt, ...]:
    """Returns what a question names, but for those the reader does not want (`Erkannt.code`)."""
    found = recognise(text, current_names())
    return tuple(erkannt for erkannt in found if erkannt.code not in without)
