"""Lets all who use one Kommune, Thema or tag use another; the first may then become part of it."""

from typing import Any

from django.db import transaction
from django.db.models import Max, Model
from wagtail.log_actions import log
from wagtail.models import Page, Revision

from wiki.models import Fixturestand, Mitarbeit, Sammelaenderung
from wiki.redaktion.ruecknahme.protocol import Art, UndoImpossible, undone_by, write_down

from .addresses import lead_addresses, lead_addresses_back
from .companions import move_companions, move_companions_back
from .obstacles import check
from .rows import model_called, move_rows, move_rows_back, restore, serialized
from .uses import Benutzung, pages_in, relations_to, uses_of
from .versions import is_of_pages, move_versions, move_versions_back

LOGGED = "wiki.umhaengen"
TOUCHED = "umgehängt"  # `Fixturestand.stand` of what the loader shall leave alone


@transaction.atomic
def reassign(source: Model, target: Model, user: Any, *, dissolve: bool) -> Sammelaenderung:
    """Moves all uses of `source` to `target`, in old versions of pages, too. With `dissolve` the
    source is deleted and its addresses lead to the target. Raises ReassigningForbidden."""
    uses = uses_of(source)
    check(source, target, uses, user, dissolve=dissolve)
    daten: dict[str, Any] = {
        "modell": source._meta.label_lower,
        "quelle": serialized(source),
        "ziel": target.pk,
        "aufgeloest": dissolve,
        "letzte_fassung": Revision.objects.aggregate(last=Max("pk"))["last"] or 0,
        "seiten": sorted(pages_in(uses)),
        "beziehungen": [_move(source, target, relation) for relation in _ordered(type(source))],
    }
    _write_history(source, target, uses, user)
    if dissolve:
        daten["mitgezogen"] = move_companions(source, target)
        daten["adressen"] = lead_addresses(source, target)
        log(instance=source, action="wagtail.delete", user=user, deleted=True)
        source.delete()
    target.refresh_from_db()
    target.save()  # pages that name it are indexed again
    art = Art.ZUSAMMENFUEHREN if dissolve else Art.UMHAENGEN
    return write_down(art, sentence(source, target, uses, dissolve=dissolve), daten, user)


def sentence(source: Model, target: Model, uses: list[Benutzung], *, dissolve: bool) -> str:
    """Returns what was done, as its user reads it."""
    moved = ", ".join(map(str, uses)) or "nichts"
    if dissolve:
        return f"„{source}“ ist jetzt Teil von „{target}“ (umgehängt: {moved})."
    return f"Von „{source}“ auf „{target}“ umgehängt: {moved}."


@undone_by(Art.UMHAENGEN, Art.ZUSAMMENFUEHREN)
def move_back(daten: dict[str, Any], user: Any) -> str:
    """Undoes `reassign`. What refers to something else than the two by now stays as it is. Raises
    UndoImpossible."""
    model = model_called(daten["modell"])
    target = model._default_manager.filter(pk=daten["ziel"]).first()
    if target is None:
        raise UndoImpossible("Bitte nehmen Sie zuerst die spätere Änderung zurück.")
    if _rights_in(daten) and not user.has_perm("wiki.change_mitarbeit"):
        raise UndoImpossible("Es geht um Rechte zu schreiben; das kann nur die Leitung.")
    source = _source(model, daten)
    for relation, moved in zip(_ordered(model), daten["beziehungen"], strict=True):
        move_rows_back(source, target, relation, moved["zeilen"])
        if is_of_pages(relation):
            pages, since = set(daten["seiten"]), daten["letzte_fassung"]
            move_versions_back(source, target, relation, moved["fassungen"], pages, since)
    if daten["aufgeloest"]:
        move_companions_back(source, target, daten["mitgezogen"])
        lead_addresses_back(daten["adressen"])
    _log_pages(Page.objects.filter(pk__in=daten["seiten"]), target, source, user)
    target.save()
    source.save()  # not new: pages that name it are indexed again
    return ""


def _rights_in(daten: dict[str, Any]) -> bool:
    """Whether rights to write were moved."""
    relations = _ordered(model_called(daten["modell"]))
    moved = zip(relations, daten["beziehungen"], strict=True)
    return any(
        r.related_model is Mitarbeit and (m["zeilen"]["zeilen"] or m["zeilen"]["doppelt"])
        for r, m in moved
    )


def _source(model: type[Model], daten: dict[str, Any]) -> Model:
    """Returns the Kommune, Thema or tag whose uses were moved away. One that was deleted is made
    again, with its former id. Raises UndoImpossible when its name is taken."""
    stored = daten["quelle"]
    if daten["aufgeloest"]:
        taken = [f.name for f in model._meta.concrete_fields if f.unique and not f.primary_key]
        if any(
            model._default_manager.filter(**{name: stored["fields"][name]}).exists()
            for name in taken
        ):
            raise UndoImpossible("Unter diesem Namen gibt es etwas Neues.")
        restore(stored)
    source = model._default_manager.filter(pk=stored["pk"]).first()
    if source is None:
        raise UndoImpossible
    return source


def _ordered(model: type[Model]) -> list[Any]:
    """Returns the relations, in an order that stays the same."""
    found = relations_to(model)
    return sorted(found, key=lambda r: (r.related_model._meta.label_lower, r.field.name))


def _move(source: Model, target: Model, relation: Any) -> dict[str, Any]:
    written = move_versions(source, target, relation) if is_of_pages(relation) else []
    return {"fassungen": written, "zeilen": move_rows(source, target, relation)}


def _write_history(source: Model, target: Model, uses: list[Benutzung], user: Any) -> None:
    pages = pages_in(uses)
    _log_pages(Page.objects.filter(pk__in=pages), source, target, user)
    keys = [
        f"{kind}/{page.slug}" for page in pages.values() for kind in ("projekt", "veranstaltung")
    ]
    Fixturestand.objects.filter(schluessel__in=keys).update(stand=TOUCHED)


def _log_pages(pages: Any, source: Model, target: Model, user: Any) -> None:
    for page in pages.specific():
        data = {"von": str(source), "auf": str(target)}
        log(instance=page, action=LOGGED, user=user, data=data)
