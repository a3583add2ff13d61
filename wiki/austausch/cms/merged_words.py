"""What words of lists mean goes along when a Kommune or Thema becomes part of another."""

from django.db.models import Model

from wiki.austausch.models import Wertzuordnung
from wiki.models import Kommune, Thema
from wiki.redaktion.benutzung.companions import Mitgezogen, register_companion

FELDER: dict[type[Model], str] = {
    Kommune: Wertzuordnung.Feld.KOMMUNEN,
    Thema: Wertzuordnung.Feld.THEMEN,
}


def _move(model: type[Model], old: str, new: str) -> list[int]:
    """Returns the numbers of the words that meant `old`."""
    words = Wertzuordnung.objects.filter(feld=FELDER[model], ziel=old)
    moved = sorted(words.values_list("pk", flat=True))
    words.update(ziel=new)
    return moved


def _back(model: type[Model], old: str, new: str, moved: list[int]) -> None:
    Wertzuordnung.objects.filter(feld=FELDER[model], ziel=new, pk__in=moved).update(ziel=old)


def register() -> None:
    register_companion(Mitgezogen("woerter", _move, _back))
