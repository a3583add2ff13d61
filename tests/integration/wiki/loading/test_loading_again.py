"""`load_wiki` run again: what the first run wrote, what changes, what the team has changed."""

import shutil
from datetime import date
from pathlib import Path

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.integration.conftest import KeepRows
from wiki.exceptions import FixtureInvalid
from wiki.models import (
    Kommune,
    Projektseite,
    Projektverzeichnis,
    Startseite,
    Thema,
    Veranstaltung,
)

from .small_folder import (
    ENTRIES,
    KOMMUNEN,
    bienen,
    dump,
    edit_bienen,
    run,
    write_folder,
    write_projekt,
)


@pytest.fixture(scope="module")
def loaded(kept: KeepRows, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("fixtures")
    write_folder(folder)
    with kept():
        run(folder)
    return folder


@pytest.fixture
def folder(loaded: Path, db: None, tmp_path: Path) -> Path:
    """A small folder of fixtures that has been loaded once."""
    return shutil.copytree(loaded, tmp_path / "fixtures")


def test_project_has_all_that_its_file_says(folder: Path) -> None:
    page = bienen()
    assert [section.name for section in page.sections()] == [
        "Lösung",
        "Der Honig",
        "Einschätzung der Redaktion",
    ]
    assert page.sections()[0].text.split() == "Zwei Stöcke. Auf dem Dach & im Hof.".split()
    assert [kommune.name for kommune in page.kommunen.all()] == ["Musterstadt"]
    assert [thema.name for thema in page.themen.all()] == ["Natur"]
    assert [str(produkt) for produkt in page.produkte.all()] == ["Waage"]
    assert [(n.kommune.name, n.jahr) for n in page.nachnutzungen.all()] == [("Musterkreis", 2024)]
    assert [(str(q), q.nachweis) for q in page.quellen.all()] == [("Amtsblatt", "Stadt, Mai 2024")]
    assert page.sections()[-1].stand == date(2026, 11, 28)
    assert page.kontakt_stelle == "Umweltamt"


def test_meeting_presents_its_projects(folder: Path) -> None:
    assert list(Veranstaltung.objects.get().projekte.all()) == [bienen()]


def test_snippets_know_what_they_belong_to(folder: Path) -> None:
    kreis = Kommune.objects.get(slug="musterstadt").kreis
    oberthema = Thema.objects.get(slug="natur").oberthema
    assert (kreis and kreis.name, oberthema and oberthema.name) == ("Musterkreis", "Umwelt")


def test_page_is_live_with_a_published_revision(folder: Path) -> None:
    page = bienen()
    assert page.live
    assert page.live_revision
    assert page.live_revision == page.latest_revision
    assert page.first_published_at


def test_published_revision_holds_what_the_page_holds(folder: Path) -> None:
    """Else an editor who opens the page would lose it on the next save."""
    revision = bienen().live_revision.as_object()
    assert len(revision.inhalt) == 3
    assert [kommune.name for kommune in revision.kommunen.all()] == ["Musterstadt"]
    assert [str(produkt) for produkt in revision.produkte.all()] == ["Waage"]
    assert len(revision.nachnutzungen.all()) == len(revision.quellen.all()) == 1


def test_second_run_changes_nothing(folder: Path) -> None:
    revision = bienen().latest_revision_id
    assert run(folder) == {"unverändert": ENTRIES}
    assert bienen().latest_revision_id == revision


def test_second_run_does_not_ask_for_each_entry(folder: Path) -> None:
    with CaptureQueriesContext(connection) as queries:
        run(folder)
    kinds = 8  # Kommunen, Themen, four kinds of index pages and texts, projects, events
    assert len(queries) == 1 + kinds  # what was loaded; what is there of each kind


def test_changed_fixture_updates_its_page(folder: Path) -> None:
    before = bienen().pk
    write_projekt(folder, titel="Bienen überall")
    assert run(folder) == {"unverändert": ENTRIES - 1, "geändert": 1}
    assert (bienen().pk, bienen().title) == (before, "Bienen überall")


def test_update_keeps_the_history(folder: Path) -> None:
    write_projekt(folder, titel="Bienen überall")
    run(folder)
    titles = [r.content["title"] for r in bienen().revisions.order_by("created_at")]
    assert titles == ["Bienen auf dem Dach", "Bienen überall"]


def test_list_that_a_fixture_no_longer_has_is_emptied(folder: Path) -> None:
    write_projekt(folder, quellen=[], nachgenutzt_von=[], produkte=[])
    run(folder)
    page = bienen()
    assert not page.quellen.exists()
    assert not page.nachnutzungen.exists()
    assert not page.produkte.exists()


def test_change_of_the_team_is_not_overwritten(folder: Path) -> None:
    edit_bienen()
    write_projekt(folder, titel="Bienen überall")
    assert run(folder)["vom Team bearbeitet, nicht überschrieben"] == 1
    assert bienen().title == "Vom Team geändert"


def test_draft_of_the_team_is_not_overwritten(folder: Path) -> None:
    page = bienen()
    page.title = "Entwurf des Teams"
    page.save_revision()
    write_projekt(folder, titel="Bienen überall")
    run(folder)
    assert bienen().get_latest_revision_as_object().title == "Entwurf des Teams"


def test_changed_snippet_of_the_team_is_not_overwritten(folder: Path) -> None:
    Kommune.objects.filter(slug="musterstadt").update(einwohner=4711)
    dump(folder / "kommunen.yaml", [{**entry, "land": "Bayern"} for entry in KOMMUNEN])
    assert run(folder)["vom Team bearbeitet, nicht überschrieben"] == 1
    assert Kommune.objects.get(slug="musterstadt").land == "Hessen"


def test_force_overwrites_the_team(folder: Path) -> None:
    edit_bienen()
    run(folder, force=True)
    assert bienen().title == "Bienen auf dem Dach"


def test_page_that_the_team_deleted_is_not_created_again(folder: Path) -> None:
    bienen().delete()
    assert run(folder)["vom Team gelöscht, nicht wieder angelegt"] == 1
    assert not Projektseite.objects.exists()


def test_page_that_the_team_unpublished_stays_unpublished(folder: Path) -> None:
    bienen().unpublish()
    write_projekt(folder, titel="Bienen überall")
    run(folder)
    assert not bienen().live


def test_invalid_value_in_a_changed_fixture_leaves_the_page_as_it_was(folder: Path) -> None:
    write_projekt(folder, titel="Bienen überall", status="egal")
    with pytest.raises(FixtureInvalid, match="bienen"):
        run(folder)
    assert bienen().title == "Bienen auf dem Dach"


def test_home_takes_the_place_of_the_welcome_page(folder: Path) -> None:
    start = Startseite.objects.get()
    assert start.get_site().root_page_id == start.pk
    assert Projektverzeichnis.objects.get().url == "/projekte/"
