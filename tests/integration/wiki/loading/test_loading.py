"""`load_wiki`: fixtures become pages, whole or not at all; what is wrong with them is told."""

from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from tests.factories import ThemaFactory
from wiki.exceptions import FixtureInvalid
from wiki.loading.fixtures import read_fixtures
from wiki.loading.loading import load
from wiki.models import Fixturestand, Kommune, Projektseite, Startseite
from wiki.templatetags.teilen_tags import nachgenutzt_von
from wiki.visibility import anonymous_request

from .small_folder import ENTRIES, PROJEKT, bienen, dump, run, write_folder, write_projekt


@pytest.fixture
def folder(db: None, tmp_path: Path) -> Path:
    """A small folder of fixtures."""
    write_folder(tmp_path)
    return tmp_path


def test_first_run_writes_everything(folder: Path) -> None:
    assert run(folder) == {"neu": ENTRIES}


def test_field_that_a_fixture_no_longer_has_falls_back_to_its_default(folder: Path) -> None:
    write_projekt(folder, foerderung="Land")
    run(folder)
    write_projekt(folder)
    run(folder)
    assert bienen().foerderung == ""


def test_run_goes_on_where_a_broken_one_stopped(folder: Path) -> None:
    fixtures = read_fixtures(folder)
    with pytest.raises(KeyboardInterrupt):
        load(fixtures, progress=_stop_after(5))
    assert Fixturestand.objects.count() == 5
    assert run(folder) == {"unverändert": 5, "neu": ENTRIES - 5}


def test_reuse_shows_what_came_of_it(folder: Path) -> None:
    kreis = {"titel": "Bienen im Kreis", "kommunen": ["Musterkreis"], "nachgenutzt_von": []}
    dump(folder / "projekte" / "anderswo.yaml", PROJEKT | kreis)
    write_projekt(folder, verwandte=["anderswo"])
    run(folder)
    (reuse,) = nachgenutzt_von({"request": anonymous_request()}, bienen())
    assert [page.title for page in reuse[1]] == ["Bienen im Kreis"]
    assert run(folder)["unverändert"] == ENTRIES + 1


def merge_into_bienen(folder: Path, slug: str) -> None:
    """What was an article of its own becomes part of the one about bees."""
    (folder / "projekte" / f"{slug}.yaml").unlink(missing_ok=True)
    write_projekt(folder, fruehere_adressen=[slug])


def test_a_former_address_leads_to_the_article(folder: Path, client: Client) -> None:
    merge_into_bienen(folder, "imker")
    run(folder)
    assert client.get("/projekte/imker/")["Location"] == "/projekte/bienen/"


def test_an_article_that_was_merged_goes_and_its_address_stays(
    folder: Path, client: Client
) -> None:
    dump(folder / "projekte" / "imker.yaml", PROJEKT | {"titel": "Imker"})
    run(folder)
    merge_into_bienen(folder, "imker")
    assert run(folder)["geändert"] == 1
    assert client.get("/projekte/imker/")["Location"] == "/projekte/bienen/"


def test_an_article_that_the_team_has_edited_is_not_merged_away(
    folder: Path, client: Client
) -> None:
    dump(folder / "projekte" / "imker.yaml", PROJEKT | {"titel": "Imker"})
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
    write_projekt(folder, **fields)
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
    write_projekt(folder, **fields)
    with pytest.raises(FixtureInvalid, match="bienen"):
        run(folder)
    assert not Projektseite.objects.exists()


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


def _stop_after(entries: int) -> Any:
    left = [entries]

    def progress(_: Any) -> None:
        left[0] -= 1
        if not left[0]:
            raise KeyboardInterrupt

    return progress
