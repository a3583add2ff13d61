"""`fixtures/synonyme.yaml` -> synonyms, each once. What editors change or delete stays so."""

from collections import Counter
from pathlib import Path
from typing import Any

import yaml
from django.core.exceptions import ValidationError
from django.db import transaction

from wiki.dateien.unique_keys import RepeatedKey, load_yaml
from wiki.exceptions import FixtureInvalid

from .models import Synonym, Synonymstand


def load_synonyme(file: Path) -> Counter[str]:
    """Creates the terms that were never loaded before. Returns how many entries were `neu`, ..."""
    outcome: Counter[str] = Counter()
    loaded = set(Synonymstand.objects.values_list("begriff", flat=True))
    present = {synonym.begriff.casefold() for synonym in Synonym.objects.all()}
    for entry in _read(file):
        begriff = entry["begriff"]
        if begriff in loaded:
            outcome["früher geladen, nicht verändert"] += 1
            continue
        with transaction.atomic():
            if begriff.casefold() in present:
                outcome["vom Team schon angelegt"] += 1
            else:
                _create(entry, file)
                outcome["neu"] += 1
            Synonymstand.objects.create(begriff=begriff)
    return outcome


def _create(entry: dict[str, Any], file: Path) -> None:
    synonym = Synonym(
        begriff=entry["begriff"],
        entsprechungen="\n".join(entry["entsprechungen"]),
        richtung=entry.get("richtung", Synonym.Richtung.BEIDE),
    )
    try:
        synonym.full_clean()
    except ValidationError as error:
        raise FixtureInvalid(
            f"{file.name}, {entry['begriff']}: {'; '.join(error.messages)}"
        ) from error
    synonym.save()


def _read(file: Path) -> list[dict[str, Any]]:
    try:
        entries = load_yaml(file.read_text(encoding="utf-8"), ours=True)
    except (OSError, UnicodeDecodeError, yaml.YAMLError, RepeatedKey) as error:
        raise FixtureInvalid(f"{file.name}: {error}") from error
    for number, entry in enumerate(entries if isinstance(entries, list) else [entries], 1):
        if not _well_formed(entry):
            raise FixtureInvalid(
                f"{file.name}, Eintrag {number}: begriff und eine Liste entsprechungen erwartet."
            )
    return list(entries)


def _well_formed(entry: Any) -> bool:
    """YAML reads some words as something else than text (an unquoted No, 5G is fine)."""
    return (
        isinstance(entry, dict)
        and isinstance(entry.get("begriff"), str)
        and isinstance(entry.get("entsprechungen"), list)
        and all(isinstance(text, str) for text in entry["entsprechungen"])
        and bool(entry["entsprechungen"])
    )
