"""The bundled model, asked once for every text: what it said is kept in `var/vorlagen`.

Loading it takes seconds and 0.8 GB in every process, and the texts of the tests do not change. What
is kept belongs to one model, one way of asking it and one set of libraries.
"""

import pickle
import sqlite3
import threading
from collections.abc import Callable, Sequence
from hashlib import sha256
from pathlib import Path
from typing import Any

from django.conf import settings

from einbettung.model.encoder import Encoded, Encoder, path_of, signature_of
from tests.template import content_hash

# What an answer of the model depends on beside its weights, which its signature tells apart.
MADE_OF = ("constraints.txt", "einbettung/model/*.py")
WAIT_S = 60  # for another process that writes


class RememberingEncoder:
    """A TextEncoder that answers as the bundled model; loads it when a text is new to it."""

    def __init__(self) -> None:
        self.signature = signature_of("")
        self._answers = _Answers(_file_of(self.signature))
        self._model: Encoder | None = None
        self._loading = threading.Lock()

    def count_tokens(self, texts: Sequence[str]) -> list[int]:
        return self._all("tokens", texts, lambda new: self._loaded().count_tokens(new))

    def encode_documents(self, texts: Sequence[str]) -> list[Encoded]:
        return self._all("document", texts, lambda new: self._loaded().encode_documents(new))

    def encode_query(self, text: str) -> Encoded:
        return self._all("query", [text], lambda _: [self._loaded().encode_query(text)])[0]

    def _all(
        self, kind: str, texts: Sequence[str], ask: Callable[[list[str]], list[Any]]
    ) -> list[Any]:
        keys = [sha256(f"{kind} {text}".encode()).hexdigest() for text in texts]
        new = {key: text for key, text in zip(keys, texts, strict=True) if key not in self._answers}
        if new:
            self._answers.keep(dict(zip(new, ask(list(new.values())), strict=True)))
        return [self._answers[key] for key in keys]

    def _loaded(self) -> Encoder:
        with self._loading:
            if self._model is None:
                self._model = Encoder(path_of(""), self.signature)
            return self._model


class _Answers:
    """What is in the file, read when it is asked for; several threads and processes use it."""

    def __init__(self, file: Path) -> None:
        self._known: dict[str, Any] = {}
        self._lock = threading.Lock()
        self._file = sqlite3.connect(
            file, timeout=WAIT_S, isolation_level=None, check_same_thread=False
        )
        self._file.execute("CREATE TABLE IF NOT EXISTS antwort (text TEXT PRIMARY KEY, wert BLOB)")

    def __contains__(self, key: str) -> bool:
        with self._lock:
            if key not in self._known:
                rows = self._file.execute("SELECT * FROM antwort WHERE text = ?", [key])
                self._known |= {text: pickle.loads(wert) for text, wert in rows}
            return key in self._known

    def __getitem__(self, key: str) -> Any:
        return self._known[key]

    def keep(self, answers: dict[str, Any]) -> None:
        rows = [(key, pickle.dumps(answer)) for key, answer in answers.items()]
        with self._lock:
            self._known |= answers
            self._file.execute("BEGIN IMMEDIATE")
            self._file.executemany("INSERT OR IGNORE INTO antwort VALUES (?, ?)", rows)
            self._file.execute("COMMIT")


def _file_of(signature: str) -> Path:
    """Where the answers of this model lie; those of what the code was before are removed."""
    folder = Path(settings.VAR_DIR) / "vorlagen" / "kodiert"
    folder.mkdir(parents=True, exist_ok=True)
    file = folder / f"{signature}-{content_hash(settings.BASE_DIR, MADE_OF)}.sqlite"
    for other in folder.glob("*.sqlite"):
        if other != file:
            other.unlink(missing_ok=True)
    return file
