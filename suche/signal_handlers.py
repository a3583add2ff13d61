"""Editors' names and loaded fixtures ring here.

Pages that hold a name are written anew into the word indexes. Nothing is encoded; the change log
tells every machine's index (suche.rank.words.lexical).
"""

from collections import Counter
from pathlib import Path
from typing import Any

from django.db import transaction
from django.db.models import Q, TextField
from django.db.models.functions import Cast
from django.db.models.signals import post_delete, post_save, pre_save

from einbettung.events.change_log import log_changes
from einbettung.models import Dokument
from wiki.loading.signals import fixtures_loaded

from .anlagen import events as anlagen
from .loading import load_synonyme
from .models import Eigenname


def rewrite_pages_with(word: str) -> None:
    """Log a change of every page whose text holds the word."""
    rows = Dokument.objects.annotate(
        alles=Cast("abschnitte", TextField()), dazu=Cast("anlagen", TextField())
    ).filter(
        Q(titel__icontains=word)
        | Q(kommunen__icontains=word)
        | Q(alles__icontains=word)
        | Q(dazu__icontains=word)
    )
    with transaction.atomic():
        if page_ids := list(rows.values_list("pk", flat=True)):
            log_changes(page_ids)


def remember_word(instance: Eigenname, **_: Any) -> None:
    """Keeps the word as it is before the Eigenname is saved. The pages that hold it are logged
    after the saving: an index that followed the log earlier would still analyse them with the old
    word."""
    before = Eigenname.objects.filter(pk=instance.pk).values_list("wort", flat=True)
    instance.word_before = before.first()  # type: ignore[attr-defined]


def on_eigenname_changed(instance: Eigenname, **_: Any) -> None:
    before = getattr(instance, "word_before", None) or instance.wort
    for word in sorted({instance.wort, before}):
        rewrite_pages_with(word)


def on_fixtures_loaded(folder: Path, **_: Any) -> Counter[str]:
    """The synonyms that come along with the pages; a folder may do without."""
    file = folder / "synonyme.yaml"
    found = load_synonyme(file) if file.exists() else Counter[str]()
    return Counter({f"Synonyme {name}": count for name, count in found.items()})


def register_signal_handlers() -> None:
    pre_save.connect(remember_word, sender=Eigenname, dispatch_uid="suche.eigenname.before")
    for signal in (post_save, post_delete):
        signal.connect(on_eigenname_changed, sender=Eigenname, dispatch_uid="suche.eigenname")
    fixtures_loaded.connect(on_fixtures_loaded, dispatch_uid="suche.synonyme")
    anlagen.register_signal_handlers()
