"""Generations of the index: who answers, who is kept up to date, and how one takes over.

A generation is im Aufbau, then aktiv, then abgeloest. Page events go to all that are aktiv or im
Aufbau; a replaced one stands still, and is brought up to date before it may answer again.
"""

from contextlib import AbstractContextManager, suppress

from django.conf import settings
from django.db import connection, transaction
from django.db.models import Subquery
from django.utils import timezone

from einbettung.exceptions import BuildRunning, GenerationInvalid, IndexMismatch, ModelUnavailable
from einbettung.model.encoder import (
    Encoder,
    configured_signature,
    configured_source,
    full_source,
    load_encoder,
    path_of,
    signature_of,
)
from einbettung.models import Chunk, Fassung, Generation, Projektion
from einbettung.text import chunking
from einbettung.vectors import ngram_vectors
from einbettung.vectors.projection import FITTED_TO_AT_LEAST
from einbettung.vectors.vector_index import drop_vector_index
from wiki.platform.locks import Lock, only_one

Zustand = Generation.Zustand


def active_generation() -> Generation | None:
    """Returns the generation that answers; None before the first page was indexed."""
    return Generation.objects.filter(zustand=Zustand.AKTIV).first()


def generations_in_use() -> list[Generation]:
    """Returns the generations that every page event goes to; the one that answers comes first."""
    found = Generation.objects.filter(zustand__in=[Zustand.AKTIV, Zustand.AUFBAU])
    return sorted(found, key=lambda generation: generation.zustand != Zustand.AKTIV)


def hold(signature: str) -> bool:
    """Keep a generation from being removed until the transaction ends; False: it is gone.

    The very first one begins here, with the first page that is indexed, and is active at once.
    """
    return _lock_row(signature) or (_begin_first(signature) and _lock_row(signature))


def comparable_generations(signature: str) -> list[str]:
    """Returns the keys of all generations whose vectors may be compared with those of this one:
    the same model, the same axes."""
    same = Projektion.objects.filter(pk__startswith=signature.partition("#")[0])
    own = Projektion.objects.filter(pk=signature).values("basis")
    return list(same.filter(basis=Subquery(own)).values_list("pk", flat=True)) or [signature]


def source_of(generation: Generation) -> str:
    """Where this machine finds the model, or IndexMismatch when it is nowhere (any longer).

    Looked for where the build found it, then in what EINBETTUNG_MODELL names, then in what an
    earlier version of this software has converted.
    """
    converted = settings.VAR_DIR / "modelle" / generation.signatur.partition("@")[0]
    for source in dict.fromkeys([generation.quelle, configured_source(), str(converted)]):
        with suppress(OSError, ModelUnavailable):
            if signature_of(source) == generation.signatur:
                return source
    raise IndexMismatch(
        f"Generation {generation.pk} braucht {generation.signatur}; das liegt weder in "
        f"{generation.quelle or 'var/modelle'} noch in EINBETTUNG_MODELL."
    )


def encoder_of(generation: Generation) -> Encoder:
    """Returns the generation's model, loaded if need be. Raises ModelUnavailable or
    IndexMismatch."""
    return load_encoder(path_of(source_of(generation)), generation.signatur)


def begin(source: str) -> Generation:
    """Returns a new generation of this model, im Aufbau, or the one that a broken-off build has
    left. Raises GenerationInvalid when another one is under construction or nothing would be new,
    ModelUnavailable when the model cannot be loaded."""
    source = full_source(source)
    signature = signature_of(source)
    for begun in Generation.objects.filter(zustand=Zustand.AUFBAU):
        if begun.signatur == signature and _is_of_this_code(begun):
            return begun
        raise GenerationInvalid(
            f"Generation {begun.pk} ({begun.modell}) ist noch im Aufbau: erst fertig bauen oder "
            f"entfernen (manage.py change_model remove {begun.pk})."
        )
    there = _of_model(signature)
    if there and not _has_outgrown(there):
        raise GenerationInvalid(
            f"Generation {there.pk} ist schon von diesem Modell"
            + (" und aktiv." if there.zustand == Zustand.AKTIV else f". {way_to(signature)}")
        )
    load_encoder(path_of(source), signature)  # nothing is begun with what does not load
    return _create(signature, source, Zustand.AUFBAU)


def reopen(generation: Generation) -> None:
    """Lets page events reach this generation again; it answers nothing yet."""
    if generation.zustand == Zustand.ABGELOEST:
        generation.zustand = Zustand.AUFBAU
        generation.save(update_fields=["zustand"])


def close(generation: Generation) -> None:
    """Undoes `reopen`: the generation is `abgeloest` again and stands still."""
    generation.zustand = Zustand.ABGELOEST
    generation.save(update_fields=["zustand"])


@transaction.atomic
def activate(generation: Generation) -> None:
    """The switch: from this commit on, every question is answered from this generation.

    Nothing else changes: texts, words and change log belong to no generation."""
    Generation.objects.filter(zustand=Zustand.AKTIV).update(zustand=Zustand.ABGELOEST)
    generation.zustand = Zustand.AKTIV
    generation.aktiviert_am = timezone.now()
    generation.save(update_fields=["zustand", "aktiviert_am"])


def discard(generation: Generation) -> None:
    """Remove a generation with all its rows. Raises GenerationInvalid for the active one."""
    with transaction.atomic():
        current = Generation.objects.select_for_update().get(pk=generation.pk)
        if current.zustand == Zustand.AKTIV:
            raise GenerationInvalid(f"Generation {current.pk} ist aktiv und bleibt.")
        current.delete()  # waits for jobs that write into it; later ones find it gone
        for rows in (Chunk, Fassung, Projektion):
            rows._default_manager.filter(modell=current.modell).delete()
    drop_vector_index(generation)


def refuse_another_model() -> None:
    """Raises IndexMismatch when another model is configured than the active generation's."""
    active, configured = active_generation(), configured_signature()
    if active and active.signatur != configured:
        raise IndexMismatch(
            f"Aktiv ist {active.modell}, eingestellt {configured}. {way_to(configured)}"
        )


def way_to(signature: str) -> str:
    """Returns the command (German, for messages) after which this model answers."""
    there = _of_model(signature)
    command = f"switch {there.pk}" if there else "build"
    return f"Wechsel ohne Ausfall: manage.py change_model {command}"


def previous_generation() -> Generation | None:
    """Returns the generation that answered before the active one; None when there is none."""
    replaced = Generation.objects.exclude(zustand=Zustand.AKTIV).exclude(aktiviert_am=None)
    return replaced.order_by("-aktiviert_am").first()


def get_generation(number: int) -> Generation:
    """Returns the generation of this number. Raises GenerationInvalid."""
    generation = Generation.objects.filter(pk=number).first()
    if generation is None:
        raise GenerationInvalid(f"Eine Generation {number} gibt es nicht: manage.py change_model")
    return generation


def only_build() -> AbstractContextManager[None]:
    """Allows one build, switch or removal at a time, on whatever machine. Raises BuildRunning."""
    return only_one(Lock.GENERATION, BuildRunning())


def _lock_row(signature: str) -> bool:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT 1 FROM einbettung_generation WHERE modell = %s FOR KEY SHARE", [signature]
        )
        return cursor.fetchone() is not None


def _begin_first(signature: str) -> bool:
    """Creates the first generation, if there was none; two processes that come at once agree on
    one. Returns whether there was none."""
    if Generation.objects.exists():
        return False
    source = configured_source() if configured_signature() == signature else ""
    Generation.objects.bulk_create(
        [_generation(signature, source, Zustand.AKTIV)], ignore_conflicts=True
    )
    return True


def _create(signature: str, source: str, zustand: Zustand) -> Generation:
    same = {g.modell for g in Generation.objects.all() if g.signatur == signature}
    names = (f"{signature}#{number}" if number > 1 else signature for number in range(1, 1000))
    generation = _generation(next(name for name in names if name not in same), source, zustand)
    generation.save()
    _share_projection(generation, same)
    return generation


def _generation(modell: str, source: str, zustand: Zustand) -> Generation:
    return Generation(
        modell=modell,
        quelle=source,
        zerlegung=chunking.VERSION,
        zeichen=ngram_vectors.NGRAM_VERSION,
        zustand=zustand,
        aktiviert_am=timezone.now() if zustand == Zustand.AKTIV else None,
    )


def _share_projection(generation: Generation, same: set[str]) -> None:
    """Gives the new generation the projection of another one of the same model, so that its vectors
    can be taken over. A projection that the wiki has outgrown (`_outgrown`) is not handed on: the
    new generation fits its own."""
    row = Projektion.objects.filter(pk__in=same).order_by("-passagen").first()
    if row and not _outgrown(row):
        row.pk = generation.modell
        row.kalibrierung = None
        row.save(force_insert=True)


def _has_outgrown(generation: Generation) -> bool:
    row = Projektion.objects.filter(pk=generation.modell).first()
    return row is not None and _outgrown(row)


def _outgrown(row: Projektion) -> bool:
    """Returns whether a projection was fitted to the fixed sample although the wiki has enough
    passages of its own by now."""
    passages = Chunk.objects.filter(modell=row.modell)
    return not row.passagen and passages[: FITTED_TO_AT_LEAST + 1].count() > FITTED_TO_AT_LEAST


def _of_model(signature: str) -> Generation | None:
    """Returns a complete generation of this model as this code would build it; None if there is
    none."""
    for generation in Generation.objects.exclude(zustand=Zustand.AUFBAU):
        if generation.signatur == signature and _is_of_this_code(generation):
            return generation
    return None


def _is_of_this_code(generation: Generation) -> bool:
    """Returns whether this code would cut the same passages and pieces of words again."""
    return (generation.zerlegung, generation.zeichen) == (
        chunking.VERSION,
        ngram_vectors.NGRAM_VERSION,
    )
