"""A language model that is named by halves, or stands outside, fails `manage.py check --deploy`."""

from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, Tags, Warning, register

from wiki.platform.network.exceptions import FetchFailed
from wiki.platform.network.fetching import parts_of

from .sprachmodell import OutsideTheHouse, machines_in_the_house

HINT = "WIKI_SATZ_ADRESSE und WIKI_SATZ_MODELL prüfen (docs/betrieb.md, In Sätzen zusammenfassen)."


@register(Tags.security, deploy=True)
def check_language_model(**_: Any) -> list[CheckMessage]:
    """Questions of visitors and passages of protected pages must not leave the house."""
    address = settings.SATZ_ADRESSE
    if bool(address) != bool(settings.SATZ_MODELL):
        text = "WIKI_SATZ_ADRESSE und WIKI_SATZ_MODELL gehören zusammen."
        return [Error(text, hint=HINT, id="suche.E003")]
    if not address:
        return []
    try:
        machines_in_the_house(parts_of(address), settings.SATZ_NETZE)
    except OutsideTheHouse:
        text = f"{address} steht nicht im eigenen Haus; das Wiki schickt nichts dorthin."
        hint = "Ein Sprachmodell im Haus nennen, oder sein Netz mit WIKI_SATZ_NETZE erlauben."
        return [Error(text, hint=hint, id="suche.E004")]
    except FetchFailed as error:
        return [Warning(f"Sprachmodell: {error}", hint=HINT, id="suche.W001")]
    return []
