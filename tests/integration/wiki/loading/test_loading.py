"""`load_wiki`: fixtures become pages; what the team has changed since stays theirs."""

from collections import Counter
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml
from django.test import Client

from tests.factories import ThemaFactory
from tests.integration.conftest import ensure_ground
from wiki.exceptions import FixtureInvalid
from wiki.loading.fixtures import read_fixtures
from wiki.loading.loading import load
from wiki.models import (
    Fixturestand,
    Kommune,
    Projektseite,
    Projektverzeichnis,
    Startseite,
    Thema,
    Veranstaltung,
)

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


@pytest.fixture
def folder(db: None, tmp_path: Path) -> Path:
    """A small folder of fixtures."""
    ensure_ground()
    _dump(tmp_path / "kommunen.yaml", KOMMUNEN)
    _dump(tmp_path / "themen.yaml", THEMEN)
    _dump(tmp_path / "seiten.yaml", SEITEN)
    _write_projekt(tmp_path)
    (tmp_path / "veranstaltungen").mkdir()
    text = yaml.safe_dump(TREFFEN).replace("'2025-05-01'", "2025-05-01")
    (tmp_path / "veranstaltungen" / "imkertag.yaml").write_text(text)
    return tmp_path


def run(folder: Path, *, force: bool = False) -> Counter[str]:
    return load(read_fixtures(folder), force=force)


def bienen() -> Projektseite:
    return Projektseite.objects.get(slug="bienen")


def edit_bienen() -> None:
    """What an editor does: a new published revision."""
    page = bienen()
    page.title = "Vom Team geändert"
    page.save_revision().publish()


def test_first_run_writes_everything(folder: Path) -> None:
    assert run(folder) == {"neu": ENTRIES}


def test_project_has_all_that_its_file_says(folder: Path) -> None:
    run(folder)
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
    run(folder)
    assert list(Veranstaltung.objects.get().projekte.all()) == [bienen()]


def test_snippets_know_what_they_belong_to(folder: Path) -> None:
    run(folder)
    kreis = Kommune.objects.get(slug="musterstadt").kreis
    oberthema = Thema.objects.get(slug="natur").oberthema
    assert (kreis and kreis.name, oberthema and oberthema.name) == ("Musterkreis", "Umwelt")


def test_page_is_live_with_a_published_revision(folder: Path) -> None:
    run(folder)
    page = bienen()
    assert page.live
    assert page.live_revision
    assert page.live_revision == page.latest_revision
    assert page.first_published_at


def test_published_revision_holds_what_the_page_holds(folder: Path) -> None:
    """Else an editor who opens the page would lose it on the next save."""
    run(folder)
    revision = bienen().live_revision.as_object()
    assert len(revision.inhalt) == 3
    assert [kommune.name for kommune in revision.kommunen.all()] == ["Musterstadt"]
    assert [str(produkt) for produkt in revision.produkte.all()] == ["Waage"]
    assert len(revision.nachnutzungen.all()) == len(revision.quellen.all()) == 1


def test_second_run_changes_nothing(folder: Path) -> None:
    run(folder)
    revision = bienen().latest_revision_id
    assert run(folder) == {"unverändert": ENTRIES}
    assert bienen().latest_revision_id == revision


def test_changed_fixture_updates_its_page(folder: Path) -> None:
    run(folder)
    before = bienen().pk
    _write_projekt(folder, titel="Bienen überall")
    assert run(folder) == {"unverändert": ENTRIES - 1, "geändert": 1}
    assert (bienen().pk, bienen().title) == (before, "Bienen überall")


def test_update_keeps_the_history(folder: Path) -> None:
    run(folder)
    _write_projekt(folder, titel="Bienen überall")
    run(folder)
    titles = [r.content["title"] for r in bienen().revisions.order_by("created_at")]
    assert titles == ["Bienen auf dem Dach", "Bienen überall"]


def test_list_that_a_fixture_no_longer_has_is_emptied(folder: Path) -> None:
    run(folder)
    _write_projekt(folder, quellen=[], nachgenutzt_von=[], produkte=[])
    run(folder)
    page = bienen()
    assert not page.quellen.exists()
    assert not page.nachnutzungen.exists()
    assert not page.produkte.exists()


def test_field_that_a_fixture_no_longer_has_falls_back_to_its_default(folder: Path) -> None:
    _write_projekt(folder, foerderung="Land")
    run(folder)
    _write_projekt(folder)
    run(folder)
    assert bienen().foerderung == ""


def test_change_of_the_team_is_not_overwritten(folder: Path) -> None:
    run(folder)
    edit_bienen()
    _write_projekt(folder, titel="Bienen überall")
    assert run(folder)["vom Team bearbeitet, nicht überschrieben"] == 1
    assert bienen().title == "Vom Team geändert"


def test_draft_of_the_team_is_not_overwritten(folder: Path) -> None:
    run(folder)
    page = bienen()
    page.title = "Entwurf des Teams"
    page.save_revision()
    _write_projekt(folder, titel="Bienen überall")
    run(folder)
    assert bienen().get_latest_revision_as_object().title == "Entwurf des Teams"


def test_changed_snippet_of_the_team_is_not_overwritten(folder: Path) -> None:
    run(folder)
    Kommune.objects.filter(slug="musterstadt").update(einwohner=4711)
    _dump(folder / "kommunen.yaml", [{**entry, "land": "Bayern"} for entry in KOMMUNEN])
    assert run(folder)["vom Team bearbeitet, nicht überschrieben"] == 1
    assert Kommune.objects.get(slug="musterstadt").land == "Hessen"


def test_force_overwrites_the_team(folder: Path) -> None:
    run(folder)
    edit_bienen()
    run(folder, force=True)
    assert bienen().title == "Bienen auf dem Dach"


def test_page_that_the_team_deleted_is_not_created_again(folder: Path) -> None:
    run(folder)
    bienen().delete()
    assert run(folder)["vom Team gelöscht, nicht wieder angelegt"] == 1
    assert not Projektseite.objects.exists()


def test_page_that_the_team_unpublished_stays_unpublished(folder: Path) -> None:
    run(folder)
    bienen().unpublish()
    _write_projekt(folder, titel="Bienen überall")
    run(folder)
    assert not bienen().live


def test_run_goes_on_where_a_broken_one_stopped(folder: Path) -> None:
    fixtures = read_fixtures(folder)
    with pytest.raises(KeyboardInterrupt):
        load(fixtures, progress=_stop_after(5))
    assert Fixturestand.objects.count() == 5
    assert run(folder) == {"unverändert": 5, "neu": ENTRIES - 5}


def merge_into_bienen(folder: Path, slug: str) -> None:
    """What was an article of its own becomes part of the one about bees."""
    (folder / "projekte" / f"{slug}.yaml").unlink(missing_ok=True)
    _write_projekt(folder, fruehere_adressen=[slug])


def test_a_former_address_leads_to_the_article(folder: Path, client: Client) -> None:
    merge_into_bienen(folder, "imker")
    run(folder)
    assert client.get("/projekte/imker/")["Location"] == "/projekte/bienen/"


def test_an_article_that_was_merged_goes_and_its_address_stays(
    folder: Path, client: Client
) -> None:
    _dump(folder / "projekte" / "imker.yaml", PROJEKT | {"titel": "Imker"})
    run(folder)
    merge_into_bienen(folder, "imker")
    assert run(folder)["geändert"] == 1
    assert client.get("/projekte/imker/")["Location"] == "/projekte/bienen/"


def test_an_article_that_the_team_has_edited_is_not_merged_away(
    folder: Path, client: Client
) -> None:
    _dump(folder / "projekte" / "imker.yaml", PROJEKT | {"titel": "Imker"})
    run(folder)
    page = Projektseite.objects.get(slug="imker")
    page.save_revision().publish()
    merge_into_bienen(folder, "imker")
    run(folder)
    assert client.get("/projekte/imker/").status_code == 200


INVALID: dict[str, dict[str, Any]] = {
    "unknown Kommune": {"kommunen": ["Nirgendwo"]},
    "unknown Thema": {"themen": ["Nichts"]},
    "unknown field": {"kostn": 5},
    "title missing": {"titel": ""},
    "date as text": {"geprueft_am": "gestern"},
    "former address taken": {"fruehere_adressen": ["bienen"]},
    "unknown field of a source": {"quellen": [{"titel": "x", "verlag": "y"}]},
    "Einschätzung without a day": {"abschnitte": [{"art": "einschaetzung", "text": "x"}]},
}


@pytest.mark.parametrize("fields", INVALID.values(), ids=INVALID)
def test_invalid_fixture_writes_nothing_at_all(folder: Path, fields: dict[str, Any]) -> None:
    _write_projekt(folder, **fields)
    with pytest.raises(FixtureInvalid, match=r"bienen\.yaml"):
        run(folder)
    assert not Kommune.objects.exists()
    assert not Startseite.objects.exists()


INVALID_VALUES: dict[str, dict[str, Any]] = {
    "unknown status": {"status": "egal"},
    "Kurzfassung too long": {"kurzfassung": "a" * 301},
    "end before beginning": {"laufzeit_von": 2020, "laufzeit_bis": 2010},
    "unknown section": {"abschnitte": [{"art": "gibtsnicht", "text": "x"}]},
    "no Thema": {"themen": []},
    "Kommune left out": {"kommunen": None},
    "source without a title": {"quellen": [{"url": "https://stadt.de/"}]},
    "day of a source that is none": {"quellen": [{"titel": "x", "datum": "Mai 2024"}]},
    "address without scheme": {"quellen": [{"titel": "x", "url": "kein-link"}]},
}


@pytest.mark.parametrize("fields", INVALID_VALUES.values(), ids=INVALID_VALUES)
def test_invalid_value_is_told_and_its_page_not_written(
    folder: Path, fields: dict[str, Any]
) -> None:
    _write_projekt(folder, **fields)
    with pytest.raises(FixtureInvalid, match="bienen"):
        run(folder)
    assert not Projektseite.objects.exists()


def test_invalid_value_in_a_changed_fixture_leaves_the_page_as_it_was(folder: Path) -> None:
    run(folder)
    _write_projekt(folder, titel="Bienen überall", status="egal")
    with pytest.raises(FixtureInvalid, match="bienen"):
        run(folder)
    assert bienen().title == "Bienen auf dem Dach"


def test_broken_yaml_names_the_file(folder: Path) -> None:
    (folder / "projekte" / "kaputt.yaml").write_text("titel: [offen")
    with pytest.raises(FixtureInvalid, match=r"kaputt\.yaml"):
        run(folder)


def test_missing_folder_is_told(db: None, tmp_path: Path) -> None:
    with pytest.raises(FixtureInvalid, match=r"kommunen\.yaml"):
        read_fixtures(tmp_path / "fehlt")


def test_entry_whose_slug_the_team_took_is_told(folder: Path) -> None:
    ThemaFactory(name="Natur des Teams", slug="natur")
    with pytest.raises(FixtureInvalid, match="natur"):
        run(folder)


def test_home_takes_the_place_of_the_welcome_page(folder: Path) -> None:
    run(folder)
    start = Startseite.objects.get()
    assert start.get_site().root_page_id == start.pk
    assert Projektverzeichnis.objects.get().url == "/projekte/"


def _write_projekt(folder: Path, **changed: Any) -> None:
    (folder / "projekte").mkdir(exist_ok=True)
    fields = {k: v for k, v in {**PROJEKT, **changed}.items() if v is not None}
    _dump(folder / "projekte" / "bienen.yaml", fields)


def _dump(path: Path, content: Any) -> None:
    path.write_text(yaml.safe_dump(content, allow_unicode=True), encoding="utf-8")


def _stop_after(entries: int) -> Any:
    left = [entries]

    def progress(_: Any) -> None:
        left[0] -= 1
        if not left[0]:
            raise KeyboardInterrupt

    return progress
