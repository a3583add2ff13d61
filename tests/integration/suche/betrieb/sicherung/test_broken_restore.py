"""A restore that fails or is killed leaves the old wiki whole."""

import os
import shutil
import signal
import subprocess
import sys
import time
from io import StringIO
from pathlib import Path

import psycopg
import pytest
from django.conf import settings as django_settings
from django.core.management import call_command
from pytest_django import Settings

from suche.betrieb.health import check_all
from suche.betrieb.sicherung import postgres
from suche.betrieb.sicherung.exceptions import RestoreRefused
from suche.betrieb.sicherung.media import WORKSHOP

from .world import World, change, media, rows, small_drive, state

pytestmark = pytest.mark.real_model  # other processes load what the settings name


def test_failing_database_leaves_the_old_wiki_whole(
    world: World, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Something that is in the way when the old tables have been dropped already."""
    call_command("backup", tmp_path / "a.tar")
    change()
    before = state()
    monkeypatch.setattr(postgres, "EMPTY_SQL", f"{postgres.EMPTY_SQL} CREATE TABLE auth_user ();")
    with pytest.raises(RestoreRefused, match=r"nimmt die Sicherung nicht an.*auth_user"):
        call_command("restore", tmp_path / "a.tar", "--force")
    assert state() == before


def test_failing_swap_of_files_leaves_the_old_wiki_whole(
    world: World, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    call_command("backup", tmp_path / "a.tar")
    change()
    before = state()
    moved = Path.rename

    def rename(path: Path, target: Path) -> Path:
        if "neu" in path.parts:
            raise OSError(28, "No space left on device", str(path))
        return moved(path, target)

    monkeypatch.setattr(Path, "rename", rename)
    with pytest.raises(RestoreRefused, match="Platz"):
        call_command("restore", tmp_path / "a.tar", "--force")
    assert state() == before


def test_killed_restore_leaves_the_old_wiki_whole(world: World, tmp_path: Path) -> None:
    """A reader of one table holds the restore up in the middle of its transaction."""
    call_command("backup", tmp_path / "a.tar")
    change()
    before = state()
    with psycopg.connect(world.url) as reader:
        reader.execute("LOCK TABLE wiki_projektseite IN ACCESS SHARE MODE")
        process = start_restore(world, tmp_path / "a.tar")
        wait_until_blocked(world.url)
        process.send_signal(signal.SIGKILL)
        process.wait()
    wait_until_alone(world.url)
    assert rows() == before[0]
    assert {name: b for name, b in media().items() if WORKSHOP not in name} == before[1]
    call_command("restore", tmp_path / "a.tar", "--force")
    assert not (Path(django_settings.MEDIA_ROOT) / WORKSHOP).exists()


# In the moment between the swap of files and COMMIT; and right behind COMMIT.
KILLED = {
    "vorher": "media.Workshop.swap = lambda self, swap=media.Workshop.swap: (swap(self), die())",
    "nachher": "media.Workshop.forget_old = lambda self: die()",
}


@pytest.mark.parametrize("moment", KILLED)
def test_restore_killed_at_its_end_is_brought_to_its_end(
    world: World, tmp_path: Path, moment: str
) -> None:
    saved = state()
    call_command("backup", tmp_path / "a.tar")
    change()
    changed = state()
    assert start_restore(world, tmp_path / "a.tar", KILLED[moment]).wait() == -signal.SIGKILL
    assert "wiederherstellung" in {check.name for check in check_all()}
    said = StringIO()
    call_command("restore", stdout=said)
    assert state() == (changed if moment == "vorher" else saved)
    assert ("Es gilt das alte Wiki" in said.getvalue()) == (moment == "vorher")
    call_command("restore", stdout=said)
    assert "nichts zu Ende zu bringen" in said.getvalue()


def test_files_of_a_finished_restore_stay_when_the_next_fails(
    world: World, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    saved = state()
    call_command("backup", tmp_path / "a.tar")
    change()
    start_restore(world, tmp_path / "a.tar", KILLED["nachher"]).wait()
    monkeypatch.setattr(postgres, "EMPTY_SQL", f"{postgres.EMPTY_SQL} CREATE TABLE auth_user ();")
    with pytest.raises(RestoreRefused):
        call_command("restore", tmp_path / "a.tar", "--force")
    assert state() == saved


SCRIPT = """
import os, signal, sys
from io import StringIO
from pathlib import Path
import django; django.setup()
from django.conf import settings
settings.MEDIA_ROOT = Path(sys.argv[2])
from django.core.management import call_command
from suche.betrieb.sicherung import media
def die(): os.kill(os.getpid(), signal.SIGKILL)
exec(sys.argv[3])
call_command("restore", sys.argv[1], "--force")
"""


def start_restore(world: World, archive: Path, first: str = "") -> "subprocess.Popen[bytes]":
    return subprocess.Popen(
        [sys.executable, "-c", SCRIPT, archive, django_settings.MEDIA_ROOT, first],
        cwd=django_settings.BASE_DIR,
        env=os.environ
        | {"DATABASE_URL": world.url, "DJANGO_SETTINGS_MODULE": "wiki.settings.test"},
    )


def wait_until_blocked(url: str) -> None:
    """A transaction that has dropped tables waits for our lock."""
    waiting = "wait_event_type = 'Lock' AND datname = current_database()"
    wait_for(url, f"SELECT count(*) = 1 FROM pg_stat_activity WHERE {waiting}")


def wait_until_alone(url: str) -> None:
    ours = "application_name = 'wiki-sicherung' AND datname = current_database()"
    wait_for(url, f"SELECT count(*) = 0 FROM pg_stat_activity WHERE {ours}")


def wait_for(url: str, sql: str) -> None:
    end = time.monotonic() + 30
    with psycopg.connect(url, autocommit=True) as other:
        while other.execute(sql.encode()).fetchone() != (True,):
            assert time.monotonic() < end
            time.sleep(0.05)


def test_restore_to_a_full_drive_leaves_the_old_wiki_whole(
    world: World, settings: Settings, tmp_path: Path
) -> None:
    call_command("backup", tmp_path / "a.tar")
    before = rows()
    with small_drive(tmp_path / "voll", "64k") as drive:
        settings.MEDIA_ROOT = drive
        with pytest.raises(RestoreRefused, match="MB frei"):
            call_command("restore", tmp_path / "a.tar", "--force")
        assert list(drive.iterdir()) == []
    assert rows() == before


@pytest.mark.skipif(shutil.which("chattr") is None, reason="needs chattr")
def test_restore_without_rights_leaves_the_old_wiki_whole(world: World, tmp_path: Path) -> None:
    call_command("backup", tmp_path / "a.tar")
    before = state()
    root = Path(django_settings.MEDIA_ROOT)
    root.chmod(0o555)
    if os.getuid() == 0 and subprocess.run(["chattr", "+i", root], capture_output=True).returncode:
        pytest.skip("root may write everywhere here")
    try:
        with pytest.raises(RestoreRefused, match=str(root)):
            call_command("restore", tmp_path / "a.tar", "--force")
    finally:
        subprocess.run(["chattr", "-i", root], capture_output=True)
        root.chmod(0o755)
    assert state() == before
