"""The model that answers questions in this process: the active generation's.

After a switch a process goes on with the generation it has until the new model is loaded beside
it (5 to 10 s), so no question waits and none mixes two models. A process that cannot load the new
one says so: ModelUnavailable or IndexMismatch, and the words answer alone.
"""

import logging
import threading
import time
from dataclasses import dataclass

from einbettung.exceptions import ModelUnavailable
from einbettung.indexing.generation import active_generation, encoder_of, source_of
from einbettung.models import Generation
from wiki.exceptions import WikiError
from wiki.platform.table_cache import TableCache

from .encoder import (
    Encoder,
    configured_signature,
    configured_source,
    full_source,
    is_loaded,
    load_encoder,
    path_of,
    signature_of,
    unload_encoders_except,
)

logger = logging.getLogger(__name__)

RELOAD_AFTER_S = 60  # after a model could not be loaded beside the old one


@dataclass(frozen=True)
class ActiveModel:
    """What a question is answered with, from its first step to its last: the rows with this
    signature (`Generation.modell`) and the model that made them."""

    signature: str
    encoder: Encoder


def get_active_model() -> ActiveModel:
    """Returns the model that the next question is answered with; loads it if this process has
    none."""
    return _process.get(_answering.get())


def other_model(source: str) -> ActiveModel:
    """Returns a model beside the one that answers, for measuring. `source` is its folder or name
    (see `path_of`). Raises ModelUnavailable."""
    source = full_source(source)
    signature = signature_of(source)
    return ActiveModel(signature, load_encoder(path_of(source), signature))


def get_encoder() -> Encoder:
    """Returns the active generation's encoder; before there is a generation, the configured one."""
    generation = active_generation()
    if generation:
        return encoder_of(generation)
    return load_encoder(path_of(configured_source()), configured_signature())


def model_signature() -> str:
    """Which rows answer: the active generation's. Before there is one, those that the configured
    model will make. No model is loaded."""
    generation = _answering.get()
    return generation.modell if generation else configured_signature()


class _Process:
    """What this process has loaded."""

    def __init__(self) -> None:
        self._live: ActiveModel | None = None
        self._lock = threading.Lock()
        self._loading: threading.Thread | None = None
        self._failed = (0.0, "")  # when, and the generation that could not be loaded

    def get(self, wanted: Generation | None) -> ActiveModel:
        have = self._live
        if wanted is None:
            return ActiveModel(configured_signature(), get_encoder())
        if have and have.signature == wanted.modell:
            return have
        if have and not _at_hand(wanted) and _is_kept(have.signature):
            self._load_beside(wanted)
            return have
        return self._load(wanted)

    def _load(self, wanted: Generation) -> ActiveModel:
        self._live = ActiveModel(wanted.modell, encoder_of(wanted))
        unload_encoders_except({wanted.signatur})
        return self._live

    def _load_beside(self, wanted: Generation) -> None:
        """Loads the model in a thread, once. Raises at once when that went wrong a moment ago."""
        with self._lock:
            failed_at, modell = self._failed
            if modell == wanted.modell and time.monotonic() < failed_at + RELOAD_AFTER_S:
                raise ModelUnavailable(wanted.modell)
            if self._loading is None or not self._loading.is_alive():
                self._loading = threading.Thread(
                    target=self._try, args=[wanted], name="generation", daemon=True
                )
                self._loading.start()

    def _try(self, wanted: Generation) -> None:
        try:
            self._load(wanted)
        except Exception:
            logger.exception("Generation %s lässt sich nicht laden", wanted.pk)
            self._failed = (time.monotonic(), wanted.modell)


def _at_hand(generation: Generation) -> bool:
    """Returns whether the generation's model is loaded already, or cannot even be looked for."""
    try:
        return is_loaded(path_of(source_of(generation)), generation.signatur)
    except (WikiError, OSError):
        return True


def _is_kept(signature: str) -> bool:
    """Returns whether the rows of a replaced generation are still there."""
    return Generation.objects.filter(modell=signature).exists()


_process = _Process()
_answering = TableCache(active_generation, Generation)
