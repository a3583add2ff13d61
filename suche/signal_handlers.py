"""Editors' names ring here: pages that hold the word are written anew into the word indexes.
Nothing is encoded; the change log tells every machine's index (suche.lexical)."""

from typing import Any

from django.db import transaction
from django.db.models import Q, TextField
from django.db.models.functions import Cast
from django.db.models.signals import post_delete, post_save, pre_save

from einbettung.index import log_changes
from einbettung.models import Dokument

from .models import Eigenname


def rewrite_pages_with(word: str) -> None:
    """Log a change of every page whose text holds the word."""
    rows = Dokument.objects.annotate(alles=Cast("abschnitte", TextField())).filter(
        Q(titel__icontains=word) | Q(kommunen__icontains=word) | Q(alles__icontains=word)
    )
    with transaction.atomic():
        if page_ids := list(rows.values_list("pk", flat=True)):
            log_changes(page_ids)


def on_eigenname_changes(instance: Eigenname, **_: Any) -> None:
    """Before it is saved: the pages of the word it was."""
    for word in Eigenname.objects.filter(pk=instance.pk).values_list("wort", flat=True):
        rewrite_pages_with(word)


def on_eigenname_changed(instance: Eigenname, **_: Any) -> None:
    rewrite_pages_with(instance.wort)


def register_signal_handlers() -> None:
    pre_save.connect(on_eigenname_changes, sender=Eigenname, dispatch_uid="suche.eigenname.before")
    for signal in (post_save, post_delete):
        signal.connect(on_eigenname_changed, sender=Eigenname, dispatch_uid="suche.eigenname")
