"""Restoring with real databases: there and back, and what is refused."""

from pathlib import Path

import psycopg
import pytest
from django.conf import settings as django_settings
from django.contrib.auth import get_user_model
from django.core.management import call_command
from django.db import connection
from django.test import Client
from pytest_django import Settings

from einbettung.model.encoder import TextEncoder
from einbettung.models import Chunk, Projektion
from suche.betrieb.sicherung.exceptions import ArchiveInvalid, RestoreRefused
from suche.betrieb.sicherung.media import WORKSHOP
from suche.verbund.models import Fremdpassage, Fremdprojekt, Nachbarwiki
from tests.integration.other_databases import (
    ForeignServer,
    connected_to,
)

from .world import World, change, count, state, use

pytestmark = pytest.mark.real_model  # other processes load what the settings name


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


def test_passages_of_other_wikis_are_made_again(world: World, tmp_path: Path) -> None:
    nachbar = Nachbarwiki.objects.create(name="Mittelhessen", adresse="https://wiki.example/")
    fremd = Fremdprojekt.objects.create(wiki=nachbar, titel="Pegel")
    Fremdpassage.objects.create(projekt=fremd, nummer=0, vektor=[1.0], token_vektoren=b"1")
    call_command("backup", tmp_path / "a.tar")
    call_command("restore", tmp_path / "a.tar", "--force")
    assert Fremdprojekt.objects.get().titel == "Pegel"
    assert not Fremdpassage.objects.exists()


def test_sessions_and_waiting_jobs_do_not_come_back(
    world: World, client: Client, tmp_path: Path
) -> None:
    client.force_login(get_user_model().objects.get())
    assert count("django_session") > 0
    assert count("procrastinate_jobs") > 0
    call_command("backup", tmp_path / "a.tar")
    call_command("restore", tmp_path / "a.tar", "--force")
    assert count("django_session") == count("procrastinate_jobs") == 0


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
