"""Backup and restore with real databases: there and back, and whatever a saboteur thinks of."""

import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import psycopg
import pytest
from django.conf import settings as django_settings
from django.contrib.auth import get_user_model
from django.core.files.base import ContentFile
from django.core.files.images import ImageFile
from django.core.management import call_command
from django.db import connection
from django.test import Client, override_settings
from PIL import Image
from pytest_django import DjangoDbBlocker, Settings
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.models import Collection, PageViewRestriction

from einbettung.model.encoder import TextEncoder
from einbettung.models import Chunk, Projektion
from suche.betrieb.sicherung import postgres
from suche.betrieb.sicherung.exceptions import ArchiveInvalid, BackupFailed, RestoreRefused
from suche.betrieb.sicherung.media import WORKSHOP
from suche.models import Synonym
from tests.factories import create_tree, publish_projekt
from tests.integration.conftest import ensure_ground
from tests.integration.other_databases import (
    ForeignServer,
    clone_of_the_test_database,
    cloned,
    connected_to,
    foreign_server,
)

pytestmark = pytest.mark.real_model  # other processes load what the settings name

CONTENT = {
    "pages": "SELECT id, path, title, slug, live FROM wagtailcore_page ORDER BY id",
    "texts": "SELECT page_ptr_id, inhalt::text FROM wiki_projektseite ORDER BY 1",
    "revisions": "SELECT id, object_id, content::text FROM wagtailcore_revision ORDER BY id",
    "users": "SELECT id, username, password, email FROM auth_user ORDER BY id",
    "snippets": "SELECT id, name, slug FROM wiki_kommune ORDER BY id",
    "synonyms": "SELECT id, begriff, entsprechungen FROM suche_synonym ORDER BY id",
    "privacy": "SELECT page_id, restriction_type FROM wagtailcore_pageviewrestriction ORDER BY 1",
    "images": "SELECT id, title, file FROM wagtailimages_image ORDER BY id",
    "documents": "SELECT id, title, file FROM wagtaildocs_document ORDER BY id",
    "migrations": "SELECT app, name FROM django_migrations ORDER BY 1, 2",
}


@dataclass(frozen=True)
class World:
    """A filled wiki in a database and a folder of its own."""

    url: str
    folder: Path


@pytest.fixture(scope="module")
def folder() -> Iterator[Path]:
    """Not pytest's tmp_path: as root the server runs as nobody, who must get through to it."""
    with tempfile.TemporaryDirectory(prefix="wiki-sicherung-test-") as name:
        Path(name).chmod(0o755)
        yield Path(name)


@pytest.fixture(scope="module")
def server(folder: Path) -> Iterator[ForeignServer]:
    with foreign_server(folder) as server:
        yield server


@pytest.fixture(scope="module")
def original(
    folder: Path, django_db_setup: None, django_db_blocker: DjangoDbBlocker
) -> Iterator[World]:
    """Filled once; each test works on a copy."""
    with django_db_blocker.unblock(), clone_of_the_test_database("vorlage") as url:
        with connected_to(url), override_settings(MEDIA_ROOT=folder / "media"):
            ensure_ground()
            if not Collection.objects.exists():
                Collection.add_root(name="Root")
            fill()
        yield World(url, folder)


@pytest.fixture
def world(original: World, db: None, tmp_path: Path, settings: Settings) -> Iterator[World]:
    template = urlsplit(original.url).path.removeprefix("/")
    with cloned(template, f"{template}_kopie") as url, connected_to(url):
        use(settings, tmp_path / "a")
        shutil.copytree(original.folder / "media", settings.MEDIA_ROOT)
        yield World(url, tmp_path / "a")


def use(settings: Settings, folder: Path) -> None:
    """Files of the wiki lie in `folder` from now on."""
    settings.MEDIA_ROOT, settings.WHOOSH_DIR = folder / "wiki-test-media", folder / "whoosh"
    settings.WHOOSH_DIR.mkdir(parents=True)


def fill() -> None:
    create_tree()
    publish_projekt("Im Rathausgarten stehen Bienenkästen.", title="Bienen & „Größe“")
    private = publish_projekt("Geheimes Vorhaben", title="Otter")
    PageViewRestriction.objects.create(page=private, restriction_type="login")
    get_user_model().objects.create_superuser("anna", "anna@example.org", "Passwort")
    Synonym.objects.create(begriff="Imme", entsprechungen="Biene")
    picture = BytesIO()
    Image.new("RGB", (40, 30), "green").save(picture, "PNG")
    get_image_model().objects.create(title="Bild", file=ImageFile(picture, name="Bär ä.png"))
    get_document_model().objects.create(title="Satzung", file=ContentFile(b"%PDF", name="s.pdf"))


def rows() -> dict[str, list[Any]]:
    found = {}
    with connection.cursor() as cursor:
        for name, sql in CONTENT.items():
            cursor.execute(sql)
            found[name] = cursor.fetchall()
    return found


def media() -> dict[str, bytes]:
    root = Path(django_settings.MEDIA_ROOT)
    files = (path for path in root.rglob("*") if path.is_file())
    return {str(path.relative_to(root)): path.read_bytes() for path in files}


def state() -> tuple[dict[str, list[Any]], dict[str, bytes]]:
    return rows(), media()


def change() -> None:
    """What a restore must undo, or must leave alone when it fails."""
    publish_projekt(title="Seither dazugekommen")
    get_document_model().objects.all().delete()
    (Path(django_settings.MEDIA_ROOT) / "documents/neu.pdf").write_bytes(b"neu")


def test_embedded_to_external_and_back(
    world: World, server: ForeignServer, settings: Settings, tmp_path: Path
) -> None:
    before = state()
    call_command("backup", tmp_path / "a.tar")
    with connected_to(server.url):
        use(settings, tmp_path / "b")
        call_command("restore", tmp_path / "a.tar", verbosity=0)
        assert state() == before
        call_command("backup", tmp_path / "b.tar")
    with psycopg.connect(world.url, autocommit=True) as own:
        own.execute("DROP SCHEMA public CASCADE")
        own.execute("CREATE SCHEMA public")
    use(settings, tmp_path / "c")
    call_command("restore", tmp_path / "b.tar", verbosity=0)
    assert state() == before


def test_search_answers_after_a_restore(
    world: World,
    encoder: TextEncoder,
    projektion: Projektion,
    settings: Settings,
    tmp_path: Path,
    client: Client,
) -> None:
    projektion.save()
    call_command("index_pages")
    call_command("backup", tmp_path / "a.tar")
    change()
    call_command("restore", tmp_path / "a.tar", "--force", "--index")
    assert Chunk.objects.exists()
    answer = client.get("/suche/", {"q": "Bienen im Rathausgarten"}).content.decode()
    assert "Bienen &amp; „Größe“" in answer
    assert "Otter" not in answer


def test_index_comes_along_on_request(world: World, projektion: Projektion, tmp_path: Path) -> None:
    projektion.save()
    call_command("index_pages")
    chunks = list(Chunk.objects.order_by("pk").values_list("text", "vektor", "token_vektoren"))
    call_command("backup", tmp_path / "a.tar", "--with-index")
    call_command("restore", tmp_path / "a.tar", "--force")
    after = list(Chunk.objects.order_by("pk").values_list("text", "vektor", "token_vektoren"))
    assert [(t, list(v), bytes(k)) for t, v, k in chunks] == [
        (t, list(v), bytes(k)) for t, v, k in after
    ]


def test_sessions_and_waiting_jobs_do_not_come_back(
    world: World, client: Client, tmp_path: Path
) -> None:
    client.force_login(get_user_model().objects.get())
    assert count("django_session") > 0
    assert count("procrastinate_jobs") > 0
    call_command("backup", tmp_path / "a.tar")
    call_command("restore", tmp_path / "a.tar", "--force")
    assert count("django_session") == count("procrastinate_jobs") == 0


def count(table: str) -> int:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT count(*) FROM {table}")
        return int(cursor.fetchone()[0])


def test_word_index_of_the_old_database_is_gone(
    world: World, settings: Settings, tmp_path: Path
) -> None:
    call_command("backup", tmp_path / "a.tar")
    (settings.WHOOSH_DIR / "v3").mkdir()
    call_command("restore", tmp_path / "a.tar", "--force")
    assert list(settings.WHOOSH_DIR.iterdir()) == []


def test_wiki_that_is_not_empty_stays(world: World, tmp_path: Path) -> None:
    call_command("backup", tmp_path / "a.tar")
    before = state()
    with pytest.raises(RestoreRefused, match="nicht leer"):
        call_command("restore", tmp_path / "a.tar")
    assert state() == before


def test_forced_restore_replaces_everything(world: World, tmp_path: Path) -> None:
    before = state()
    call_command("backup", tmp_path / "a.tar")
    change()
    call_command("restore", tmp_path / "a.tar", "--force")
    assert state() == before
    assert not (Path(django_settings.MEDIA_ROOT) / WORKSHOP).exists()


def test_newer_migrations_are_refused(world: World, tmp_path: Path) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO django_migrations (app, name, applied) VALUES ('wiki', '9999', now())"
        )
    call_command("backup", tmp_path / "a.tar")
    with pytest.raises(ArchiveInvalid, match=r"wiki\.9999"):
        call_command("restore", tmp_path / "a.tar", "--force")


def test_foreign_tables_are_never_replaced(
    world: World, server: ForeignServer, tmp_path: Path
) -> None:
    call_command("backup", tmp_path / "a.tar")
    with server.owner() as owner:
        owner.execute("CREATE DATABASE fremd OWNER anna")
    other = server.url.removesuffix("/wiki") + "/fremd"
    with connected_to(other):
        with connection.cursor() as cursor:
            cursor.execute("CREATE TABLE haushalt (betrag int)")
        with pytest.raises(RestoreRefused, match="etwas anderes als ein Wiki"):
            call_command("restore", tmp_path / "a.tar", "--force")
        assert count("haushalt") == 0


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


SCRIPT = """
import sys
from pathlib import Path
import django; django.setup()
from django.conf import settings
settings.MEDIA_ROOT = Path(sys.argv[2])
from django.core.management import call_command
call_command("restore", sys.argv[1], "--force")
"""


def start_restore(world: World, archive: Path) -> "subprocess.Popen[bytes]":
    return subprocess.Popen(
        [sys.executable, "-c", SCRIPT, archive, django_settings.MEDIA_ROOT],
        cwd=django_settings.BASE_DIR,
        env=os.environ
        | {"DATABASE_URL": world.url, "DJANGO_SETTINGS_MODULE": "wiki.settings.test"},
    )


def wait_until_blocked(url: str) -> None:
    """A transaction that has dropped tables waits for our lock."""
    wait_for(url, "SELECT count(*) = 1 FROM pg_stat_activity WHERE wait_event_type = 'Lock'")


def wait_until_alone(url: str) -> None:
    sql = "SELECT count(*) = 0 FROM pg_stat_activity WHERE application_name = 'wiki-sicherung'"
    wait_for(url, sql)


def wait_for(url: str, sql: str) -> None:
    end = time.monotonic() + 30
    with psycopg.connect(url, autocommit=True) as other:
        while other.execute(sql.encode()).fetchone() != (True,):
            assert time.monotonic() < end
            time.sleep(0.05)


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


@contextmanager
def small_drive(folder: Path, size: str) -> Iterator[Path]:
    """A drive that is soon full; needs the rights of root."""
    folder.mkdir(exist_ok=True)
    mount = ["mount", "-t", "tmpfs", "-o", f"size={size}", "tmpfs", str(folder)]
    if subprocess.run(mount, capture_output=True).returncode != 0:
        pytest.skip("mount is not allowed here")
    try:
        yield folder
    finally:
        subprocess.run(["umount", str(folder)], check=True)


def test_backup_to_a_full_drive_is_told_and_leaves_nothing(world: World, tmp_path: Path) -> None:
    with small_drive(tmp_path / "voll", "64k") as drive:
        with pytest.raises(BackupFailed):
            call_command("backup", drive / "a.tar")
        assert list(drive.iterdir()) == []


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


def test_password_is_no_argument(world: World, server: ForeignServer) -> None:
    with connected_to(server.url):
        assert postgres._environment()["PGPASSWORD"] == "geh:eim/ä@"


def test_newer_server_is_told(world: World, tmp_path: Path, monkeypatch: Any) -> None:
    monkeypatch.setattr(postgres, "CLIENT_MAJOR", 17)
    with pytest.raises(BackupFailed, match=r"neuer als das mitgelieferte pg_dump \(17\)"):
        call_command("backup", tmp_path / "a.tar")
