"""A case as another wiki tells it, read and cleaned. Pure."""

import hashlib
import json
from dataclasses import asdict, dataclass
from functools import cached_property
from typing import Any


@dataclass(frozen=True)
class Fremdabschnitt:
    name: str
    text: str


@dataclass(frozen=True)
class Fall:
    """What is stored of a case. Texts are plain, within bounds, in one line but for sections."""

    kennung: str
    adresse: str
    titel: str
    kurzfassung: str
    kommunen: tuple[str, ...]
    laender: tuple[str, ...]
    status: str
    status_jahr: int | None
    themen: tuple[str, ...]
    abschnitte: tuple[Fremdabschnitt, ...]

    @cached_property
    def fingerabdruck(self) -> str:
        """Changes exactly when the case says something else."""
        return hashlib.sha256(json.dumps(asdict(self), sort_keys=True).encode()).hexdigest()

    def as_fields(self) -> dict[str, Any]:
        """Returns the values by the names of a Fremdprojekt's fields."""
        return {name: list(v) if isinstance(v, tuple) else v for name, v in asdict(self).items()}


@dataclass(frozen=True)
class Teil:
    """A part of the other wiki's list. `weiter`: cursor of the next one, empty at the end.
    `abgelehnt`: why cases were left out."""

    faelle: tuple[Fall, ...]
    weiter: str
    abgelehnt: tuple[str, ...]
