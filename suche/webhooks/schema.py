"""What a message says, before it has the form of a chat. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True)
class Meldung:
    """`satz` says what happened; `titel` and `adresse` where to read on. `daten` are for programs:
    what the API says of the page."""

    ereignis: str
    satz: str
    titel: str
    adresse: str
    daten: Mapping[str, Any] = field(default_factory=dict)
