"""How long a text may be: asked of the models, so that no second number can differ from theirs."""

from collections.abc import Mapping
from functools import cache

from wiki.models import Nachnutzung, Projektquelle, Projektseite

from .felder import FELDER
from .schema import Art

TEXTS = {Art.TITEL, Art.KUERZEL, Art.TEXT, Art.ANMERKUNG, Art.POSTFACH, Art.TELEFON}
ROWS = (
    ("quellen.bezeichnung", Projektquelle),
    ("quellen.herausgeber", Projektquelle),
    ("quellen.url", Projektquelle),
    ("nachnutzungen.hinweis", Nachnutzung),
)


@cache
def max_lengths() -> Mapping[str, int]:
    """The most characters that each field takes, by its name in FELDER.

    Fields of rows are named with their list: `quellen.url`. Fields without a limit are left out.
    """
    wanted = [(feld.name, Projektseite, feld.attribut) for feld in FELDER if feld.art in TEXTS]
    wanted += [(name, model, name.partition(".")[2]) for name, model in ROWS]
    found = ((name, model._meta.get_field(attribut).max_length) for name, model, attribut in wanted)
    return {name: length for name, length in found if length is not None}
