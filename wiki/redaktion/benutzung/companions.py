"""What names a Kommune or a Thema by its Kürzel and not by a key: other rooms say how it goes
along when one becomes part of another."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db.models import Model

from wiki.models import Kommune, Thema


@dataclass(frozen=True)
class Mitgezogen:
    """Something that goes along when a Kommune or Thema becomes part of another one. `move(model,
    old, new)` gets the two Kürzel and returns, as JSON, what `back(model, old, new, moved)` needs
    to undo it."""

    name: str
    move: Callable[[type[Model], str, str], Any]
    back: Callable[[type[Model], str, str, Any], None]


_companions: dict[str, Mitgezogen] = {}


def register_companion(companion: Mitgezogen) -> None:
    _companions[companion.name] = companion


def move_companions(source: Model, target: Model) -> dict[str, Any]:
    if not isinstance(source, Kommune | Thema) or not isinstance(target, Kommune | Thema):
        return {}
    kind = type(source)
    return {c.name: c.move(kind, source.slug, target.slug) for c in _companions.values()}


def move_companions_back(source: Model, target: Model, moved: dict[str, Any]) -> None:
    if isinstance(source, Kommune | Thema) and isinstance(target, Kommune | Thema):
        for name, data in moved.items():
            _companions[name].back(type(source), source.slug, target.slug, data)
