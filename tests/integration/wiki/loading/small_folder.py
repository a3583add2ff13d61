"""A small folder of fixtures, and what editors do to what was loaded from it."""

from collections import Counter
from datetime import date
from pathlib import Path
from typing import Any

import yaml

from wiki.loading.fixtures import read_fixtures
from wiki.loading.loading import load
from wiki.models import Projektseite

KOMMUNEN = [
    {
        "name": "Musterkreis",
        "slug": "musterkreis",
        "typ": "Landkreis",
        "land": "Hessen",
        "ags": "06001",
    },
    {
        "name": "Musterstadt",
        "slug": "musterstadt",
        "typ": "Stadt",
        "land": "Hessen",
        "kreis_ags": "06001",
    },
]
THEMEN = [
    {"name": "Umwelt", "slug": "umwelt"},
    {"name": "Natur", "slug": "natur", "oberthema": "Umwelt"},
]
SEITEN = [
    {"art": "startseite", "slug": "start", "titel": "Wissen"},
    {"art": "projekte", "slug": "projekte", "titel": "Projekte"},
    {"art": "veranstaltungen", "slug": "veranstaltungen", "titel": "Treffen"},
    {"art": "text", "slug": "hilfe", "titel": "Hilfe", "text": "<p>So geht es.</p>"},
]
PROJEKT: dict[str, Any] = {
    "titel": "Bienen auf dem Dach",
    "kurzfassung": "Musterstadt hält Bienen.",
    "kommunen": ["Musterstadt"],
    "themen": ["Natur"],
    "status": "betrieb",
    "abschnitte": [
        {"art": "loesung", "text": "Zwei Stöcke.\n\nAuf dem Dach & im Hof."},
        {"art": "frei", "ueberschrift": "Der Honig", "text": "Er schmeckt."},
        {"art": "einschaetzung", "stand": date(2026, 11, 28), "text": "Das lohnt sich."},
    ],
    "produkte": ["Waage"],
    "nachgenutzt_von": [{"kommune": "Musterkreis", "jahr": 2024}],
    "quellen": [{"titel": "Amtsblatt", "herausgeber": "Stadt", "datum": "2024-05"}],
    "rolle": "Umweltamt",
}
TREFFEN = {
    "titel": "Imkertag",
    "kurzfassung": "Alle kamen.",
    "datum": "2025-05-01",
    "ort": "Musterstadt",
    "projekte": ["bienen"],
    "programm": [{"titel": "Rundgang", "beschreibung": "Aufs Dach."}],
}
ENTRIES = len(KOMMUNEN) + len(THEMEN) + len(SEITEN) + 2


def write_folder(folder: Path) -> None:
    dump(folder / "kommunen.yaml", KOMMUNEN)
    dump(folder / "themen.yaml", THEMEN)
    dump(folder / "seiten.yaml", SEITEN)
    write_projekt(folder)
    (folder / "veranstaltungen").mkdir()
    text = yaml.safe_dump(TREFFEN).replace("'2025-05-01'", "2025-05-01")
    (folder / "veranstaltungen" / "imkertag.yaml").write_text(text)


def write_projekt(folder: Path, **changed: Any) -> None:
    (folder / "projekte").mkdir(exist_ok=True)
    fields = {k: v for k, v in {**PROJEKT, **changed}.items() if v is not None}
    dump(folder / "projekte" / "bienen.yaml", fields)


def dump(path: Path, content: Any) -> None:
    path.write_text(yaml.safe_dump(content, allow_unicode=True), encoding="utf-8")


def run(folder: Path, *, force: bool = False) -> Counter[str]:
    return load(read_fixtures(folder), force=force)


def bienen() -> Projektseite:
    return Projektseite.objects.get(slug="bienen")


def edit_bienen() -> None:
    """What an editor does: a new published revision."""
    page = bienen()
    page.title = "Vom Team geändert"
    page.save_revision().publish()
