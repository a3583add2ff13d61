"""Entries -> the table `Gemeinde`. Loading the same file twice changes nothing."""

from collections import Counter
from collections.abc import Collection, Container
from dataclasses import asdict, fields
from datetime import date
from pathlib import Path

from django.db import transaction
from django.db.models import Q

from wiki.models import Gemeinde, Gemeindestand, Kommune

from .exceptions import GemeindedateiInvalid
from .file_reading import Gemeindedatei, digest_of, read_gemeinden
from .schema import Gemeindeeintrag

BUNDLED = "gemeinden.csv.gz"  # in the folder of the fixtures
BUNDLED_YEAR = 2019
ROWS_AT_ONCE = 2_000
MAY_VANISH = 0.2  # of the entries; a file that lacks more is taken for a part of one
FIELDS = tuple(field.name for field in fields(Gemeindeeintrag))
FIRST_YEAR = 1990


def load_bundled(folder: Path) -> Counter[str]:
    """Loads the file that comes with the program, unless it is loaded already or an operator has
    loaded another one."""
    path = folder / BUNDLED
    stand = Gemeindestand.objects.first()
    if not path.exists():
        return Counter()
    content = path.read_bytes()
    if stand and stand.mitgeliefert == digest_of(content):
        return Counter()
    if stand and stand.digest != stand.mitgeliefert:
        return Counter({"Gemeindeverzeichnis aus eigener Datei, nicht überschrieben": 1})
    datei = read_gemeinden(content)
    return _load(datei, BUNDLED_YEAR, datei.digest)


def load_file(path: Path, jahr: int) -> Counter[str]:
    """Loads a newer file; `jahr` is that of its numbers of inhabitants. Returns how many entries
    were `neu`, `geändert`, ... Raises GemeindedateiInvalid; nothing has changed then."""
    if not FIRST_YEAR <= jahr <= date.today().year:
        raise GemeindedateiInvalid(f"{jahr} ist kein Jahr einer Einwohnerzahl.")
    try:
        content = path.read_bytes()
    except OSError as error:
        raise GemeindedateiInvalid(f"{path}: {error.strerror}.") from error
    stand = Gemeindestand.objects.first()
    return _load(read_gemeinden(content), jahr, stand.mitgeliefert if stand else "")


@transaction.atomic
def _load(datei: Gemeindedatei, jahr: int, bundled: str) -> Counter[str]:
    outcome = _write({eintrag.schluessel: eintrag for eintrag in datei.eintraege})
    outcome["Kommunen mit neuer Einwohnerzahl"] = _update_kommunen(jahr)
    Gemeindestand.objects.update_or_create(
        pk=1, defaults={"digest": datei.digest, "mitgeliefert": bundled, "jahr": jahr}
    )
    return +outcome  # without what counts nothing


def _write(wanted: dict[str, Gemeindeeintrag]) -> Counter[str]:
    known = {row[0]: row for row in Gemeinde.objects.values_list(*FIELDS, "aufgeloest")}
    gone = [key for key, row in known.items() if key not in wanted and not row[-1]]
    _refuse_part(len(gone), len(known))
    changed = [e for key, e in wanted.items() if known.get(key) != (*_values(e), False)]
    Gemeinde.objects.bulk_create(
        [Gemeinde(**asdict(eintrag)) for eintrag in changed],
        batch_size=ROWS_AT_ONCE,
        update_conflicts=True,
        unique_fields=["schluessel"],
        update_fields=[*FIELDS[1:], "aufgeloest"],
    )
    Gemeinde.objects.filter(schluessel__in=gone).update(aufgeloest=True)
    return _counted(changed, gone, known)


def _counted(
    changed: Collection[Gemeindeeintrag], gone: Collection[str], known: Container[str]
) -> Counter[str]:
    new = sum(eintrag.schluessel not in known for eintrag in changed)
    return Counter(
        {
            "Gemeinden neu": new,
            "Gemeinden geändert": len(changed) - new,
            "Gemeinden aufgelöst": len(gone),
        }
    )


def _values(eintrag: Gemeindeeintrag) -> tuple[object, ...]:
    return tuple(getattr(eintrag, name) for name in FIELDS)


def _refuse_part(gone: int, known: int) -> None:
    if gone > MAY_VANISH * known:
        raise GemeindedateiInvalid(
            f"Ihr fehlen {gone} von {known} bekannten Einträgen; sie ist wohl unvollständig."
        )


def _update_kommunen(jahr: int) -> int:
    """Kommunen with a page get the newer number of inhabitants; returns how many."""
    older = Kommune.objects.filter(Q(einwohner_jahr__lt=jahr) | Q(einwohner=None))
    by_key = {
        key: einwohner
        for key, ags, einwohner in Gemeinde.objects.exclude(einwohner=None).values_list(
            "schluessel", "ags", "einwohner"
        )
        for key in filter(None, (key, ags))
    }
    found = []
    for kommune in older.exclude(ags="", regionalschluessel=""):
        einwohner = by_key.get(kommune.ags or kommune.regionalschluessel)
        if einwohner is not None:
            kommune.einwohner, kommune.einwohner_jahr = einwohner, jahr
            found.append(kommune)
    return Kommune.objects.bulk_update(found, ["einwohner", "einwohner_jahr"]) if found else 0
