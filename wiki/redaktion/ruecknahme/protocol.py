"""Writes down what was changed, and calls whoever knows how to undo it."""

from collections.abc import Callable
from typing import Any

from django.db import transaction
from django.utils import timezone

from wiki.exceptions import WikiError
from wiki.models import Sammelaenderung

Art = Sammelaenderung.Art
Undo = Callable[[dict[str, Any], Any], str]

_undo: dict[str, Undo] = {}


class UndoImpossible(WikiError):
    """Das lässt sich nicht mehr zurücknehmen: Inzwischen hat sich daran etwas geändert."""


def undone_by(*kinds: str) -> Callable[[Undo], Undo]:
    """Registers a function of `daten` and user that undoes these kinds of change. It returns what
    could not be undone, in a sentence, and raises UndoImpossible when nothing could."""

    def register(undo: Undo) -> Undo:
        _undo.update(dict.fromkeys(kinds, undo))
        return undo

    return register


def write_down(art: str, text: str, daten: dict[str, Any], user: Any) -> Sammelaenderung:
    return Sammelaenderung.objects.create(
        art=art, text=text[:400], daten=daten, von=user if user and user.pk else None
    )


@transaction.atomic
def undo(change_id: int, user: Any) -> tuple[Sammelaenderung, str]:
    """Takes a change back. Returns it, and what could not be undone (empty: everything was)."""
    change = Sammelaenderung.objects.select_for_update().get(pk=change_id)
    if change.zurueckgenommen_am:
        return change, ""
    left = _undo[change.art](change.daten, user)
    change.zurueckgenommen_am = timezone.now()
    change.save(update_fields=["zurueckgenommen_am"])
    return change, left
