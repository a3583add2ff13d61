"""`DATABASES["default"]` from DATABASE_URL, or the embedded server when there is none."""

from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

from wiki.exceptions import DatabaseUrlInvalid

# Eight requests are answered at a time (wiki.platform.admission); the health check is one more.
# Those that nobody needs for a minute are closed: after a restart of the database the pool tries
# what it has one by one, longer and longer apart, and the first visitor would get a 503.
POOL = {"min_size": 1, "max_size": 10, "timeout": 10, "max_idle": 60}
# A question must not wait long for a replica: the primary answers as well.
REPLICA_POOL = {"min_size": 0, "max_size": 8, "timeout": 2}
REPLICA_OPTIONS = {
    "connect_timeout": "2",
    "tcp_user_timeout": "5000",  # ms
    "options": "-c default_transaction_read_only=on -c statement_timeout=5000",
}
SCHEMES = ("postgres", "postgresql")


def database_settings(url: str, test_suffix: str = "") -> dict[str, Any]:
    """Django's settings for `url`; an empty `url` means the embedded server. There the
    tests' database is called `test_wiki`, followed by `test_suffix`."""
    options: dict[str, Any] = {"pool": POOL, "connect_timeout": 10}
    common: dict[str, Any] = {
        "CONN_MAX_AGE": 0,  # required by the pool
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": options,
    }
    return common | (_of_server(url, options) if url else _embedded(test_suffix))


def _embedded(test_suffix: str) -> dict[str, Any]:
    return {
        "ENGINE": "wiki.platform.embedded_postgres",
        "NAME": "wiki",
        "USER": "postgres",
        "PORT": "5432",
        "TEST": {"NAME": f"test_wiki{test_suffix}"},
    }


def _of_server(url: str, options: dict[str, Any]) -> dict[str, Any]:
    """Raises DatabaseUrlInvalid for an address that is none of PostgreSQL's."""
    try:
        parts = urlsplit(url)
        port = str(parts.port or "")
    except ValueError as error:  # a port that is no number, a bracket that stays open
        raise DatabaseUrlInvalid() from error
    name = unquote(parts.path.removeprefix("/"))
    if parts.scheme not in SCHEMES or not name:
        raise DatabaseUrlInvalid()
    query = dict(parse_qsl(parts.query))
    host = query.pop("host", unquote(parts.hostname or ""))
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": name,
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": host,
        "PORT": port,
        "OPTIONS": options | query,
    }


def replica_settings(url: str) -> dict[str, Any]:
    """Django's settings for a streaming replica; what the address says itself comes first."""
    settings = database_settings(url)
    asked = {key: value for key, value in settings["OPTIONS"].items() if isinstance(value, str)}
    settings["OPTIONS"] = REPLICA_OPTIONS | asked | {"pool": REPLICA_POOL}
    return settings | {"TEST": {"MIRROR": "default"}}
