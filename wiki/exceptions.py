"""Errors that a person can mend. An exception's docstring is its message; details follow it."""

from .texte import gettext as _


class WikiError(Exception):
    """Das hat nicht geklappt."""

    def __init__(self, detail: str = "") -> None:
        super().__init__(
            " ".join(filter(None, [_(" ".join((self.__doc__ or "").split())), detail]))
        )


def first_line(error: BaseException) -> str:
    """Returns the first line of what another's error says, its class where it says nothing."""
    return next(iter(str(error).strip().splitlines()), type(error).__name__)


UNREADABLE = {
    FileNotFoundError: "Die Datei gibt es nicht.",
    IsADirectoryError: "Das ist ein Ordner.",
    PermissionError: "Die Datei darf nicht gelesen werden.",
    UnicodeDecodeError: "Die Datei ist kein UTF-8-Text.",
}


def why_unreadable(error: Exception) -> str:
    """Returns in German why a file cannot be read as text."""
    found = (text for kind, text in UNREADABLE.items() if isinstance(error, kind))
    return next(found, first_line(error))


class DatabaseUrlInvalid(WikiError):
    """DATABASE_URL ist keine PostgreSQL-Adresse (postgresql://nutzer:passwort@host:5432/name)."""


class EnvironmentInvalid(WikiError):
    """Die Umgebung stimmt nicht."""


class EmbeddedPostgresFailed(WikiError):
    """Die mitgelieferte Datenbank startet nicht."""


class FixtureInvalid(WikiError):
    """Eine Fixture-Datei ist fehlerhaft."""
