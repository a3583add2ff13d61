"""wiki.settings.database: DATABASE_URL becomes Django's settings."""

from typing import Any

import pytest

from wiki.exceptions import DatabaseUrlInvalid
from wiki.settings.database import POOL, database_settings


def address(url: str) -> tuple[Any, ...]:
    settings = database_settings(url)
    return tuple(settings[name] for name in ("USER", "PASSWORD", "HOST", "PORT", "NAME"))


@pytest.mark.parametrize("scheme", ["postgres", "postgresql"])
def test_a_complete_address_is_taken_apart(scheme: str) -> None:
    url = f"{scheme}://anna:geheim@db.example:5433/wiki"
    assert address(url) == ("anna", "geheim", "db.example", "5433", "wiki")
    assert database_settings(url)["ENGINE"] == "django.db.backends.postgresql"


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("postgresql://db/wiki", ("", "", "db", "", "wiki")),
        ("postgresql:///wiki", ("", "", "", "", "wiki")),
        ("postgresql://anna@db/wiki", ("anna", "", "db", "", "wiki")),
        ("postgresql://[::1]:5432/wiki", ("", "", "::1", "5432", "wiki")),
    ],
)
def test_parts_may_be_left_out(url: str, expected: tuple[str, ...]) -> None:
    assert address(url) == expected


def test_percent_encoding_is_undone() -> None:
    url = "postgresql://an%40na:p%40ss%2F%3Aw%25rt@db/w%C3%A4ki"
    assert address(url) == ("an@na", "p@ss/:w%rt", "db", "", "wäki")


def test_a_plus_in_a_password_stays_a_plus() -> None:
    assert address("postgresql://anna:a+b@db/wiki")[1] == "a+b"


@pytest.mark.parametrize(
    "url",
    [
        "postgresql:///wiki?host=/var/run/postgreSQL",
        "postgresql:///wiki?host=%2Fvar%2Frun%2FpostgreSQL",
        "postgresql://%2Fvar%2Frun%2FpostgreSQL/wiki",
    ],
)
def test_a_socket_folder_can_be_the_host(url: str) -> None:
    assert address(url)[2] == "/var/run/postgreSQL"
    assert "host" not in database_settings(url)["OPTIONS"]


def test_other_parameters_are_passed_to_the_driver() -> None:
    options = database_settings("postgresql://db/wiki?sslmode=require&connect_timeout=3")["OPTIONS"]
    assert options == {"pool": POOL, "sslmode": "require", "connect_timeout": "3"}


def test_parameters_of_one_address_do_not_reach_the_next() -> None:
    database_settings("postgresql://db/wiki?sslmode=require")
    assert "sslmode" not in database_settings("postgresql://db/wiki")["OPTIONS"]


@pytest.mark.parametrize("url", ["", "postgresql://db/wiki"])
def test_connections_come_from_a_pool(url: str) -> None:
    settings = database_settings(url)
    assert settings["OPTIONS"]["pool"] == POOL
    assert settings["CONN_MAX_AGE"] == 0  # Django refuses a pool otherwise


def test_without_an_address_the_embedded_server_is_used() -> None:
    settings = database_settings("")
    assert (settings["ENGINE"], settings["NAME"]) == ("wiki.platform.embedded_postgres", "wiki")


def test_test_databases_can_have_a_suffix() -> None:
    assert database_settings("", "_kita")["TEST"] == {"NAME": "test_wiki_kita"}


@pytest.mark.parametrize(
    "url",
    [
        "nonsense",
        "mysql://db/wiki",
        "sqlite:///wiki.db",
        "postgresql+psycopg://db/wiki",
        "postgresql://db",
        "postgresql://db/",
        "postgresql:",
        "/var/run/wiki",
        "postgresql://db:abc/wiki",
        "postgresql://db:99999/wiki",
        "postgresql://[::1/wiki",
    ],
)
def test_other_addresses_are_refused_in_german(url: str) -> None:
    with pytest.raises(DatabaseUrlInvalid, match="DATABASE_URL ist keine PostgreSQL-Adresse"):
        database_settings(url)


def test_a_refusal_does_not_repeat_the_password() -> None:
    with pytest.raises(DatabaseUrlInvalid) as refused:
        database_settings("mysql://anna:geheim@db/wiki")
    assert "geheim" not in str(refused.value)
