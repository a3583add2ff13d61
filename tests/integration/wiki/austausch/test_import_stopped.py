"""An import is all or nothing: it is killed, fails, is cancelled, or taken back."""

from pathlib import Path
from typing import Any

import pytest

from tests.factories import publish_projekt
from tests.integration.austausch import (
    imported,
    last_run,
    rows_with_errors,
    texts,
    titles,
)
from tests.integration.other_databases import second_connection
from wiki.austausch.importing import running, writing
from wiki.austausch.importing.undo import undo
from wiki.austausch.models import Importlauf, Importzeile
from wiki.models import Kommune, Projektseite
from wiki.platform.locks import Lock

pytestmark = pytest.mark.usefixtures("small_wiki")


class Killed(BaseException):
    """What a process that is killed does not catch."""


def test_after_a_kill_the_same_command_goes_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    create = writing.create_page

    def third_time_killed(*args: Any, **kwargs: Any) -> Any:
        if Importzeile.objects.count() == 2:
            raise Killed
        return create(*args, **kwargs)

    monkeypatch.setattr(running, "create_page", third_time_killed)
    with pytest.raises(Killed):
        imported(tmp_path, *[{}] * 5)
    assert len(titles()) == 2
    monkeypatch.setattr(running, "create_page", create)
    report = imported(tmp_path, *[{}] * 5)
    assert (report["neu"], report["ausgefuehrt"], report["zeilen"]) == (5, True, 5)
    assert titles() == [f"Vorhaben {number}" for number in range(1, 6)]


def test_a_page_that_fails_while_writing_takes_everything_back(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("wiki.austausch.importing.comparing.check_imported", lambda _: "")
    report = imported(tmp_path, {}, {"Quellen": "x | https://" + "a" * 300 + ".de/"})
    assert (report["code"], report["ausgefuehrt"], titles()) == (1, False, [])


def test_cancelling_takes_back_what_was_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    create = writing.create_page

    def press_cancel(*args: Any, **kwargs: Any) -> Any:
        Importlauf.objects.update(abbruch=True)
        return create(*args, **kwargs)

    monkeypatch.setattr(running, "create_page", press_cancel)
    report = imported(tmp_path, *[{}] * 12)
    assert "abgebrochen" in texts(report["fehler"])
    assert titles() == []


def test_a_second_import_is_told_to_wait(tmp_path: Path) -> None:
    with second_connection() as other:
        other.execute("SELECT pg_advisory_lock(%s)", [Lock.IMPORT])
        report = imported(tmp_path, {})
    assert "Es läuft schon ein Import" in report["stderr"]
    assert titles() == []
    assert not Importlauf.objects.exists()


def test_undo_deletes_new_pages_and_restores_changed_ones(tmp_path: Path) -> None:
    trier = Kommune.objects.get(name="Trier")
    page = publish_projekt(title="Vorhaben 1", kommunen=[trier])
    imported(tmp_path, {"Kurzfassung": "Neu."}, {}, options=("--publish",))
    page.refresh_from_db()
    assert page.kurzfassung == "Neu."
    result = undo(last_run())
    page.refresh_from_db()
    assert (result.geloescht, result.zurueckgesetzt, result.stehen_gelassen) == (1, 1, [])
    assert titles() == ["Vorhaben 1"]
    assert (page.live, page.kurzfassung) == (True, "Eine Stadt probiert etwas aus.")


def test_undo_leaves_alone_what_somebody_has_worked_on(tmp_path: Path) -> None:
    imported(tmp_path, {}, {}, {})
    edited, published, _ = Projektseite.objects.order_by("title")
    edited.kurzfassung = "Von Hand."
    edited.save_revision(clean=False)
    published.get_latest_revision().publish()
    result = undo(last_run())
    assert titles() == ["Vorhaben 1", "Vorhaben 2"]
    assert sorted(result.stehen_gelassen) == [
        "„Vorhaben 1“ (seit dem Import bearbeitet)",
        "„Vorhaben 2“ (seit dem Import veröffentlicht)",
    ]


def test_one_fault_and_nothing_is_imported(tmp_path: Path) -> None:
    report = imported(tmp_path, {}, {"Titel": "?"})
    assert (report["code"], report["neu"], report["ausgefuehrt"]) == (1, 0, False)
    assert "es wurde nichts importiert" in report["stderr"]
    assert titles() == []


def test_row_by_row_the_others_are_imported(tmp_path: Path) -> None:
    report = imported(tmp_path, {}, {"Titel": "?"}, {}, options=("--rowwise",))
    assert (report["code"], report["neu"], rows_with_errors(report)) == (1, 2, [3])
    assert titles() == ["Vorhaben 1", "Vorhaben 3"]
