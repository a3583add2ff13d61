"""How old the newest backup is, as `/health/ready` sees it."""

import os
import time
from pathlib import Path

import pytest

from suche.betrieb.health import check_backups


def backup(folder: Path, name: str, hours: float) -> None:
    (folder / name).touch()
    then = time.time() - hours * 3600
    os.utime(folder / name, (then, then))


@pytest.mark.parametrize("name", ["wiki-2026-11-28-013000.tar", "wiki-2026-11-28-013000.tar.gpg"])
def test_a_backup_of_last_night_is_young_enough(tmp_path: Path, name: str) -> None:
    backup(tmp_path, name, hours=25)
    backup(tmp_path, f"{name}-alt", hours=500)
    assert check_backups(tmp_path).ok


def test_a_backup_of_the_night_before_is_too_old(tmp_path: Path) -> None:
    backup(tmp_path, "wiki-2026-11-28-013000.tar", hours=27)
    found = check_backups(tmp_path)
    assert (found.ok, found.wert) == (False, "vor 27 Stunden")


@pytest.mark.parametrize("name", ["wiki-2026-11-28-013000.tar.gpg.unfertig", "anderes.tar"])
def test_what_is_no_finished_backup_does_not_count(tmp_path: Path, name: str) -> None:
    backup(tmp_path, name, hours=1)
    assert check_backups(tmp_path).wert == "keine"


def test_a_place_that_is_not_there_is_told(tmp_path: Path) -> None:
    assert not check_backups(tmp_path / "nicht-eingehaengt").ok
