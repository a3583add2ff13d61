"""The files in `fixtures/`: read and checked as a whole, before anything is written."""

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import yaml
from django.db import models
from wagtail.models import Page

from wiki.dateien.unique_keys import RepeatedKey, load_yaml
from wiki.exceptions import FixtureInvalid
from wiki.models import (
    Kommune,
    Kommunenverzeichnis,
    Projektseite,
    Projektverzeichnis,
    Startseite,
    Textseite,
    Thema,
    Themenverzeichnis,
    Veranstaltung,
    Veranstaltungsverzeichnis,
)

SEITENARTEN: dict[str, type[Page]] = {
    "startseite": Startseite,
    "projekte": Projektverzeichnis,
    "kommunen": Kommunenverzeichnis,
    "themen": Themenverzeichnis,
    "veranstaltungen": Veranstaltungsverzeichnis,
    "text": Textseite,
}
OF_A_SOURCE = {"titel", "herausgeber", "datum", "url", "abgerufen_am"}
NEEDED_BESIDES = {  # by a kind of section
    "frei": {"ueberschrift"},
    "einschaetzung": {"stand"},
    "frage": {"frage", "stand"},
}


@dataclass(frozen=True)
class Fixture:
    """One entry of the fixtures: what kind, its key, the fields, and the file it stands in."""

    kind: str
    slug: str
    fields: dict[str, Any]
    file: str

    @property
    def key(self) -> str:
        return f"{self.kind}/{self.slug}"

    def digest(self) -> str:
        """Hash of the content; changes exactly when the fixture changes."""
        canonical = json.dumps(self.fields, sort_keys=True, ensure_ascii=False, default=str)
        return hashlib.sha256(canonical.encode()).hexdigest()


@dataclass(frozen=True)
class Fixtures:
    """Everything in `fixtures/`, in the order in which it must be written."""

    kommunen: list[Fixture]
    themen: list[Fixture]
    seiten: list[Fixture]
    projekte: list[Fixture]
    veranstaltungen: list[Fixture]

    def __iter__(self) -> Iterator[Fixture]:
        yield from self.kommunen
        yield from self.themen
        yield from self.seiten
        yield from self.projekte
        yield from self.veranstaltungen


def read_fixtures(folder: Path) -> Fixtures:
    """Read and cross-check all files; FixtureInvalid names file and entry."""
    fixtures = Fixtures(
        # Landkreise, which stand in no Kreis, come before the Kommunen that do.
        kommunen=sorted(
            _read_list(folder / "kommunen.yaml", "kommune", "name"),
            key=lambda fixture: "kreis_ags" in fixture.fields,
        ),
        themen=_read_list(folder / "themen.yaml", "thema", "name"),
        seiten=_read_list(folder / "seiten.yaml", "seite", "titel"),
        projekte=[
            _read_page(path, "projekt") for path in sorted((folder / "projekte").glob("*.yaml"))
        ],
        veranstaltungen=[
            _read_page(path, "veranstaltung")
            for path in sorted((folder / "veranstaltungen").glob("*.yaml"))
        ],
    )
    _check_references(fixtures)
    return fixtures


def model_of(fixture: Fixture) -> type[models.Model]:
    if fixture.kind == "seite":
        return SEITENARTEN[fixture.fields["art"]]
    by_kind: dict[str, type[models.Model]] = {
        "kommune": Kommune,
        "thema": Thema,
        "projekt": Projektseite,
        "veranstaltung": Veranstaltung,
    }
    return by_kind[fixture.kind]


def _read_list(path: Path, kind: str, title: str) -> list[Fixture]:
    entries = _parse(path)
    if not isinstance(entries, list):
        raise FixtureInvalid(f"{path.name}: eine Liste wird erwartet.")
    for number, entry in enumerate(entries, 1):
        missing = {"slug", title} - set(entry if isinstance(entry, dict) else {})
        if missing:
            raise FixtureInvalid(f"{path.name}, Eintrag {number}: {', '.join(missing)} fehlt.")
    return [
        Fixture(kind, entry["slug"], {k: v for k, v in entry.items() if k != "slug"}, path.name)
        for entry in entries
    ]


def _read_page(path: Path, kind: str) -> Fixture:
    fields = _parse(path)
    required = ["titel", "kurzfassung", *(["kommunen", "themen"] if kind == "projekt" else [])]
    if not isinstance(fields, dict) or not all(fields.get(name) for name in required):
        raise FixtureInvalid(f"{path.name}: {', '.join(required)} werden gebraucht.")
    for name, value in fields.items():
        if value is None:
            raise FixtureInvalid(f"{path.name}: {name} ist leer; die Zeile bitte weglassen.")
    for abschnitt in fields.get("abschnitte", []):
        wanted = {"art", "text", *NEEDED_BESIDES.get(abschnitt.get("art"), ())}
        if not all(abschnitt.get(name) for name in wanted):
            raise FixtureInvalid(f"{path.name}: ein Abschnitt braucht {', '.join(sorted(wanted))}.")
    for quelle in fields.get("quellen", []):
        if unknown := sorted(set(quelle) - OF_A_SOURCE):
            raise FixtureInvalid(f"{path.name}: eine Quelle hat kein Feld {', '.join(unknown)}.")
    return Fixture(kind, path.stem, fields, f"{path.parent.name}/{path.name}")


def _parse(path: Path) -> Any:
    try:
        return load_yaml(path.read_text(encoding="utf-8"), ours=True)
    except (OSError, UnicodeDecodeError, yaml.YAMLError, RepeatedKey) as error:
        raise FixtureInvalid(f"{path.name}: {error}") from error


def _check_references(fixtures: Fixtures) -> None:
    """Raises FixtureInvalid for a Kommune, Thema or Projekt that is named and does not exist."""
    kommunen = {fixture.fields["name"] for fixture in fixtures.kommunen}
    themen = {fixture.fields["name"] for fixture in fixtures.themen}
    projekte = {fixture.slug for fixture in fixtures.projekte}
    for fixture in fixtures.projekte:
        _check_relatives(fixture)
        taken = projekte & set(fixture.fields.get("fruehere_adressen", []))
        if taken:
            raise FixtureInvalid(f"{fixture.file}: frühere Adresse vergeben: {', '.join(taken)}.")
    for fixture in [*fixtures.projekte, *fixtures.veranstaltungen]:
        fields = fixture.fields
        named = {*fields.get("kommunen", []), *filter(None, [fields.get("kommune")])}
        named |= {entry.get("kommune") for entry in fields.get("nachgenutzt_von", [])}
        for what, wanted, known in (
            ("Kommune", named, kommunen),
            ("Thema", set(fields.get("themen", [])), themen),
            ("Projekt", {*fields.get("projekte", []), *fields.get("verwandte", [])}, projekte),
        ):
            if unknown := sorted(map(str, wanted - known)):
                raise FixtureInvalid(f"{fixture.file}: {what} unbekannt: {', '.join(unknown)}.")
    for fixture in fixtures.themen:
        oberthema = fixture.fields.get("oberthema")
        if oberthema and oberthema not in themen:
            raise FixtureInvalid(f"{fixture.file}: Oberthema unbekannt: {oberthema}.")
    for fixture in fixtures:
        _check_fields(fixture)


def _check_relatives(fixture: Fixture) -> None:
    """Raises FixtureInvalid where a project names one that is written after it: a relation is shown
    on both pages, so the later one of the alphabet names the earlier one."""
    if later := [slug for slug in fixture.fields.get("verwandte", []) if slug >= fixture.slug]:
        raise FixtureInvalid(
            f"{fixture.file}: „verwandte“ nennt nur Projekte, deren Datei im Alphabet davor steht; "
            f"dieses gehört in die andere Datei: {', '.join(later)}."
        )


EXTRA_FIELDS = {
    "kommune": {"kreis_ags", "herkunft"},
    "thema": set(),
    "seite": {"art", "titel"},
    "projekt": {"titel", "abschnitte", "nachgenutzt_von", "quellen", "rolle", "fruehere_adressen"},
    "veranstaltung": {"titel", "abschnitte", "quellen"},
}


def _check_fields(fixture: Fixture) -> None:
    if fixture.kind == "seite" and fixture.fields.get("art") not in SEITENARTEN:
        raise FixtureInvalid(f"{fixture.file}, {fixture.slug}: art unbekannt.")
    known = {field.name for field in model_of(fixture)._meta.get_fields()}
    unknown = set(fixture.fields) - known - EXTRA_FIELDS[fixture.kind]
    if unknown:
        raise FixtureInvalid(f"{fixture.file}, {fixture.slug}: Feld unbekannt: {sorted(unknown)}.")
    for name, value in fixture.fields.items():
        if name.endswith(("_am", "_bis", "datum")) and isinstance(value, str):
            raise FixtureInvalid(f"{fixture.file}: {name} ist kein Datum: {value!r}.")
        if isinstance(value, date) and not name.endswith(("_am", "_bis", "datum")):
            raise FixtureInvalid(f"{fixture.file}: {name} darf kein Datum sein.")
