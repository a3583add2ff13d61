"""A question and its answer -> sentences whose sources hold them. Conducts the stages."""

import logging
from collections.abc import Collection, Sequence

from django.conf import settings

from einbettung.exceptions import IndexMismatch, ModelUnavailable
from einbettung.model.active_model import get_active_model
from einbettung.vectors.projection import ensure_projection
from suche.answer.ergebnis import Ergebnis
from wiki.platform.turns import Turns

from .exceptions import CheckDown, ModelBusy, NothingToSum
from .places import places_of
from .prompt import NOTHING, messages
from .quellen import quellen_of
from .reading import claims, is_plain
from .schema import Behauptung, Quelle, Zusammenfassung
from .sprachmodell import complete
from .support import Pruefer

logger = logging.getLogger(__name__)

AT_ONCE = 2  # of the eight requests that a web process answers at a time
WAIT_S = 2  # for one of these places

_places = Turns(AT_ONCE)


def is_offered() -> bool:
    """Whether the operator has named a language model."""
    return bool(settings.SATZ_ADRESSE and settings.SATZ_MODELL)


def summarise(frage: str, ergebnis: Ergebnis) -> Zusammenfassung:
    """Asks the language model and keeps what the sources hold. Raises NoSentences."""
    quellen = quellen_of(ergebnis)
    if not quellen:
        raise NothingToSum
    if not _places.take(WAIT_S):
        raise ModelBusy
    try:
        answer = complete(messages(frage, quellen))
    finally:
        _places.give_back()
    return checked(claims(answer), quellen)


def checked(found: Sequence[Behauptung], quellen: Sequence[Quelle]) -> Zusammenfassung:
    """Returns the sentences that their sources hold, and how many others were left out. A sentence
    that names no source is left out."""
    by_number = {quelle.nummer: quelle for quelle in quellen}
    said = [claim for claim in found if claim.text != NOTHING]
    cited = [claim for claim in said if is_plain(claim.text) and claim.nummern]
    pruefer = checker([*(claim.text for claim in cited), *(q.alles for q in quellen)])
    saetze = tuple(filter(None, pruefer.supported(cited, by_number)))
    return Zusammenfassung(saetze, len(said) - len(saetze))


def checker(texts: Collection[str]) -> Pruefer:
    """Returns a Pruefer that knows the places named in `texts` (all sentences and sources). Raises
    CheckDown when the model that it needs cannot be loaded."""
    try:
        model = get_active_model()
        return Pruefer(model, ensure_projection(model.signature, model.encoder), places_of(texts))
    except (ModelUnavailable, IndexMismatch) as error:
        logger.exception("Sätze ohne Prüfung")
        raise CheckDown from error
