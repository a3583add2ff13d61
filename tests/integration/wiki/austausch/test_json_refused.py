"""Files of `export --to json` that are broken, or do not fit this wiki."""

import json
from pathlib import Path
from typing import Any

import pytest
from wagtail.models import Page

from tests.integration.austausch import export, run, texts
from tests.integration.wiki.austausch.rich_pages import rich_page
from wiki.austausch.exceptions import FileUnreadable
from wiki.austausch.snapshot.snapshot_file import read_snapshot
from wiki.models import (
    Startseite,
)

pytestmark = pytest.mark.usefixtures("small_wiki")


BROKEN = {
    "no JSON": ("Titel;Ort", "kein JSON"),
    "other JSON": ('{"a": 1}', "kein JSON-Export dieses Wikis"),
    "a list": ("[]", "kein JSON-Export dieses Wikis"),
    "version": ('{"format": "wissens-wiki", "version": 9}', "Fassung 9"),
    "parts": ('{"format": "wissens-wiki", "version": 1, "kommunen": 5}', "kommunen"),
}


@pytest.mark.parametrize(("content", "message"), BROKEN.values(), ids=BROKEN)
def test_what_is_no_export_is_refused(tmp_path: Path, content: str, message: str) -> None:
    path = tmp_path / "wiki.json"
    path.write_text(content)
    with pytest.raises(FileUnreadable, match=message):
        read_snapshot(path)


def test_broken_entries_are_named_and_the_others_imported(tmp_path: Path) -> None:
    path = tmp_path / "wiki.json"
    export("json", path)
    content = json.loads(path.read_text())
    content["seiten"] += [
        {"art": "Quatsch", "pfad": "/start/x/", "felder": {}},
        {"art": "Projektseite", "pfad": "/nirgends/x/", "felder": {"title": "x", "slug": "x"}},
        {"art": "Projektseite", "pfad": 5, "felder": None},
    ]
    path.write_text(json.dumps(content))
    report = run("import_json", path)
    assert len(report["fehler"]) == 3
    assert Page.objects.filter(slug="x").count() == 0


MISFITS: dict[str, Any] = {
    "inhalt": [{"type": "loesung", "value": [{"type": "quatsch", "value": 1}]}],
    "kosten_einmalig": -5,
    "laufzeit_von": 10**30,
    "kurzfassung": "a\x00b",
    "gueltig_bis": 5,
    "produkte": 5,
    "status": "quatsch",
    "kontakt_postfach": "x",
    "title": 5,
    "quellen": [{"bezeichnung": "x", "url": "kein"}],
}


def test_entries_with_a_field_that_does_not_fit_leave_nothing(tmp_path: Path) -> None:
    rich_page()
    path = tmp_path / "wiki.json"
    export("json", path)
    content = json.loads(path.read_text())
    (good,) = (entry for entry in content["seiten"] if entry["pfad"].endswith("/reich/"))
    content["seiten"] = [
        good
        | {
            "pfad": f"/start/projekte/x{n}/",
            "felder": good["felder"] | {"slug": f"x{n}", name: value},
        }
        for n, (name, value) in enumerate(MISFITS.items())
    ]
    path.write_text(json.dumps(content))
    report = run("import_json", path)
    named = sorted(entry["spalte"] for entry in report["fehler"])
    assert named == [f"/start/projekte/x{n}/" for n in range(10)]
    assert (report["neu"], report["zeilen_mit_fehlern"]) == (0, 10)
    assert not Page.objects.filter(slug__startswith="x").exists()


def test_a_path_that_stands_twice_is_an_error(tmp_path: Path) -> None:
    path = tmp_path / "wiki.json"
    export("json", path)
    content = json.loads(path.read_text())
    content["seiten"].append(content["seiten"][0])
    path.write_text(json.dumps(content))
    assert "zweimal" in texts(run("import_json", path)["fehler"])


def test_a_second_home_page_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "wiki.json"
    export("json", path)
    path.write_text(path.read_text().replace("/start/", "/anders/").replace('"start"', '"anders"'))
    assert "schon eine Startseite" in run("import_json", path)["fehler"][0]["meldung"]
    assert Startseite.objects.count() == 1
