"""`manage.py check --database default` tells what is wrong, in German, with the way out."""

from pathlib import Path
from typing import Any

import pytest
from django.core.checks import CheckMessage
from django.db import connections
from django.db.utils import OperationalError
from pytest_django import Settings

from einbettung.checks import check_generation_matches_setting, check_model_folder
from einbettung.model.encoder import configured_signature
from einbettung.models import Generation
from wiki.checks import _version_errors, check_frontend_assets, check_postgres
from wiki.models import Startseite

DEFAULT = ["default"]


def ids(messages: list[CheckMessage]) -> list[str | None]:
    return [message.id for message in messages]


@pytest.mark.django_db
def test_this_database_passes() -> None:
    assert check_postgres(databases=DEFAULT) == []


def test_without_the_database_option_nothing_is_asked() -> None:
    assert check_postgres(databases=None) == []


@pytest.mark.parametrize(
    ("version", "vector", "superuser", "expected"),
    [
        (149999, ("0.8.0", "0.8.0"), True, "wiki.E002"),
        (150000, None, True, "wiki.E003"),
        (150000, ("0.8.0", "0.7.4"), True, "wiki.E004"),
        (150000, ("0.7.4", None), True, "wiki.E004"),
        (150000, ("0.8.0", None), False, "wiki.E005"),
    ],
)
def test_what_the_server_lacks_is_told(
    version: int, vector: tuple[str, str | None] | None, superuser: bool, expected: str
) -> None:
    assert ids(_version_errors(version, vector, superuser)) == [expected]


@pytest.mark.parametrize(
    ("version", "vector", "superuser"),
    [
        (150000, ("0.8.0", "0.8.0"), False),
        (180000, ("0.10.1", "0.10.1"), False),
        (180000, ("0.8.0", None), True),  # the migration creates it
    ],
)
def test_good_servers_pass(version: int, vector: tuple[str, str | None], superuser: bool) -> None:
    assert _version_errors(version, vector, superuser) == []


def test_missing_pgvector_comes_with_the_command_that_helps() -> None:
    (error,) = _version_errors(150000, None, True)
    assert "pgvector" in error.msg
    assert "CREATE EXTENSION vector" in str(error.hint)


@pytest.mark.django_db
def test_unreachable_database_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: Any) -> None:
        raise OperationalError("connection refused\nmore")

    monkeypatch.setattr(connections["default"], "cursor", refuse)
    (error,) = check_postgres(databases=DEFAULT)
    assert error.id == "wiki.E001"
    assert error.msg.endswith("connection refused")


def test_missing_model_folder_is_told(settings: Settings, tmp_path: Path) -> None:
    settings.EINBETTUNG_MODELL = str(tmp_path / "fehlt")
    (error,) = check_model_folder()
    assert error.id == "einbettung.E001"
    assert str(tmp_path / "fehlt") in error.msg


def test_folder_without_a_model_is_told(settings: Settings, tmp_path: Path) -> None:
    settings.EINBETTUNG_MODELL = str(tmp_path)
    assert ids(check_model_folder()) == ["einbettung.E001"]


def test_folder_with_a_model_passes(settings: Settings, tmp_path: Path) -> None:
    (tmp_path / "modules.json").write_text("[]")
    settings.EINBETTUNG_MODELL = str(tmp_path)
    assert check_model_folder() == []


@pytest.mark.parametrize("name", ["", "intfloat/multilingual-e5-small"])
def test_bundled_model_and_hub_names_pass(settings: Settings, name: str) -> None:
    settings.EINBETTUNG_MODELL = name
    assert check_model_folder() == []


def test_index_of_another_model_is_told(start: Startseite) -> None:
    Generation.objects.create(modell="anderes@123", zustand="aktiv")
    (error,) = check_generation_matches_setting(databases=DEFAULT)
    assert error.id == "einbettung.E002"
    assert "anderes@123" in error.msg
    assert "change_model build" in str(error.hint)


def test_index_of_this_model_passes(start: Startseite) -> None:
    Generation.objects.create(modell=configured_signature(), zustand="aktiv")
    assert check_generation_matches_setting(databases=DEFAULT) == []


def test_empty_index_passes(start: Startseite) -> None:
    assert check_generation_matches_setting(databases=DEFAULT) == []


def test_missing_frontend_is_told(settings: Settings, tmp_path: Path) -> None:
    settings.KERN_DIST = tmp_path
    assert ids(check_frontend_assets()) == ["wiki.E006"]
