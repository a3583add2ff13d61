"""The same list again: each row finds the draft that it has made, and none of another Kommune."""

from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.factories import publish_projekt
from tests.integration.austausch import imported
from wiki.austausch.importing import running
from wiki.austausch.importing.existing_projects import read_existing_projects, target
from wiki.austausch.importing.running import ImportJob, Paused
from wiki.austausch.models import Importlauf
from wiki.austausch.read.tables.table_source import open_table
from wiki.models import Kommune, Projektseite

pytestmark = pytest.mark.usefixtures("small_wiki")
TITLE = "Online-Terminvergabe"
UNKNOWN = {"Titel": TITLE, "Kommune": "Stadtwerke Musterhausen", "Kurzfassung": "Im Kundenbüro."}
OTHER = {"Titel": TITLE, "Kommune": "Zweckverband Beispiel", "Kurzfassung": "Für alle."}
TRIER = {"Titel": TITLE, "Kommune": "Trier", "Kurzfassung": "Im Bürgerbüro."}
NOWHERE = {"Titel": TITLE, "Kommune": "", "Kurzfassung": "Irgendwo."}


def counts(report: dict[str, Any]) -> tuple[int, int, int]:
    return report["neu"], report["geaendert"], report["unveraendert"]


def drafts() -> list[tuple[str, list[str]]]:
    pages = [page.get_latest_revision_as_object() for page in Projektseite.objects.order_by("path")]
    return [(page.kurzfassung, [k.name for k in page.kommunen.all()]) for page in pages]


@pytest.mark.parametrize(
    "rows",
    [(UNKNOWN, TRIER), (TRIER, UNKNOWN), (UNKNOWN, OTHER), (UNKNOWN, NOWHERE), (NOWHERE, UNKNOWN)],
    ids=str,
)
def test_rows_of_one_title_find_their_own_drafts_again(
    tmp_path: Path, rows: tuple[dict[str, Any], ...]
) -> None:
    assert counts(imported(tmp_path, *rows)) == (2, 0, 0)
    before = drafts()
    assert counts(imported(tmp_path, *rows)) == (0, 0, 2)
    assert drafts() == before


def test_a_page_that_people_wrote_without_kommune_is_not_taken(tmp_path: Path) -> None:
    page = publish_projekt(title=TITLE)
    page.kommunen.clear()
    page.save()
    assert counts(imported(tmp_path, UNKNOWN, TRIER)) == (2, 0, 0)
    page.refresh_from_db()
    assert not page.has_unpublished_changes


def test_a_page_of_the_same_kommune_goes_before_one_without(tmp_path: Path) -> None:
    imported(tmp_path, UNKNOWN)
    publish_projekt(title=TITLE, kommunen=[Kommune.objects.get(name="Trier")])
    assert counts(imported(tmp_path, TRIER)) == (0, 1, 0)
    assert [text for text, _ in drafts()] == ["Im Kundenbüro.", "Im Bürgerbüro."]


def test_a_draft_has_the_kommune_that_came_with_the_corrected_list(tmp_path: Path) -> None:
    imported(tmp_path, UNKNOWN)
    assert counts(imported(tmp_path, UNKNOWN | {"Kommune": "Trier"})) == (0, 1, 0)
    other = UNKNOWN | {"Kommune": "Kaiserslautern"}
    assert counts(imported(tmp_path, UNKNOWN | {"Kommune": "Trier"}, other)) == (1, 0, 1)
    assert [names for _, names in drafts()] == [["Trier"], ["Kaiserslautern"]]


def test_what_a_run_has_written_is_no_page_of_its_next_rows(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "liste.csv"
    others = "\n".join(f"Vorhaben {number};Trier" for number in range(3))
    text = f"Titel;Kommune\n{TITLE};Stadtwerke Musterhausen\n{others}\n{TITLE};Trier\n"
    path.write_text(text, encoding="utf-8")
    lauf = Importlauf.objects.create(art=Importlauf.Art.TABELLE)
    with monkeypatch.context() as slow:
        slow.setattr("time.monotonic", iter(range(1000)).__next__)
        with pytest.raises(Paused):
            running.run(ImportJob(lauf, open_table(path), slice_s=1e-9))
    assert Projektseite.objects.count() < 5
    running.run(ImportJob(lauf, open_table(path)))
    assert [names for _, names in drafts()] == [[], *[["Trier"]] * 4]


def test_projects_are_read_with_as_many_queries_however_many_there_are(tmp_path: Path) -> None:
    def queries() -> int:
        with CaptureQueriesContext(connection) as asked:
            read_existing_projects(target())
        return len(asked)

    imported(tmp_path, UNKNOWN)
    few = queries()
    imported(tmp_path, UNKNOWN, OTHER, TRIER)
    assert (queries(), Projektseite.objects.count()) == (few, 3)


@pytest.mark.parametrize("number", ["17", "M-3", "OZG-12"])
@pytest.mark.parametrize("kommune", ["Kaiserslautern", "Trier", "Nirgendwo", ""])
def test_the_number_of_a_row_is_no_page_of_another_list(
    tmp_path: Path, number: str, kommune: str
) -> None:
    imported(tmp_path, TRIER | {"ID": number})
    other = {"ID": number, "Titel": "Pegel am Bach", "Kommune": kommune, "Kurzfassung": "Misst."}
    assert counts(imported(tmp_path, other)) == (1, 0, 0)
    assert counts(imported(tmp_path, other)) == (0, 0, 1)


def test_a_row_with_its_number_keeps_its_page_when_it_is_worded_anew(tmp_path: Path) -> None:
    imported(tmp_path, TRIER | {"ID": "M-3"})
    again = TRIER | {"ID": "M-3", "Titel": "Terminvergabe online"}
    assert counts(imported(tmp_path, again)) == (0, 1, 0)


def test_rows_of_two_kommunen_may_have_one_number(tmp_path: Path) -> None:
    rows = (TRIER | {"ID": "V-7"}, TRIER | {"ID": "V-7", "Kommune": "Kaiserslautern"})
    assert counts(imported(tmp_path, *rows)) == (2, 0, 0)
    assert counts(imported(tmp_path, *rows)) == (0, 0, 2)
