"""Backing up with real databases: where a backup may lie, and what keeps it from being made."""

from pathlib import Path
from typing import Any

import pytest
from django.conf import settings as django_settings
from django.core.management import call_command

from suche.betrieb.sicherung import postgres
from suche.betrieb.sicherung.exceptions import BackupFailed
from tests.integration.other_databases import (
    ForeignServer,
    connected_to,
)

from .world import World, small_drive

pytestmark = pytest.mark.real_model  # other processes load what the settings name


def test_backup_never_replaces_a_file_unasked(world: World, tmp_path: Path) -> None:
    (tmp_path / "a.tar").write_text("kostbar")
    with pytest.raises(BackupFailed, match="gibt es schon"):
        call_command("backup", tmp_path / "a.tar")
    assert (tmp_path / "a.tar").read_text() == "kostbar"
    call_command("backup", tmp_path / "a.tar", "--force")
    assert (tmp_path / "a.tar").stat().st_size > 100_000


def test_backup_is_readable_for_its_owner_only(world: World, tmp_path: Path) -> None:
    call_command("backup", tmp_path / "a.tar")
    assert (tmp_path / "a.tar").stat().st_mode & 0o077 == 0
    assert {path.name for path in tmp_path.iterdir()} == {"a", "a.tar"}


@pytest.mark.parametrize("target", ["fehlt/a.tar", "."])
def test_backup_to_nowhere_is_told(world: World, tmp_path: Path, target: str) -> None:
    with pytest.raises(BackupFailed, match=r"gibt es nicht|ist ein Ordner"):
        call_command("backup", tmp_path / target)


def test_backup_into_the_media_folder_is_refused(world: World) -> None:
    with pytest.raises(BackupFailed, match="Medien"):
        call_command("backup", Path(django_settings.MEDIA_ROOT) / "a.tar")


def test_backup_to_a_full_drive_is_told_and_leaves_nothing(world: World, tmp_path: Path) -> None:
    with small_drive(tmp_path / "voll", "64k") as drive:
        with pytest.raises(BackupFailed):
            call_command("backup", drive / "a.tar")
        assert list(drive.iterdir()) == []


def test_password_is_no_argument(world: World, server: ForeignServer) -> None:
    with connected_to(server.url):
        assert postgres._environment()["PGPASSWORD"] == "geh:eim/ä@"


def test_newer_server_is_told(world: World, tmp_path: Path, monkeypatch: Any) -> None:
    monkeypatch.setattr(postgres, "CLIENT_MAJOR", 17)
    with pytest.raises(BackupFailed, match=r"neuer als das mitgelieferte pg_dump \(17\)"):
        call_command("backup", tmp_path / "a.tar")
