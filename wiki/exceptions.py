"""Errors that a person can mend. An exception's docstring is its message; details follow it."""


class WikiError(Exception):
    """Das hat nicht geklappt."""

    def __init__(self, detail: str = "") -> None:
        super().__init__(" ".join(filter(None, [(self.__doc__ or "").strip(), detail])))


class DatabaseUrlInvalid(WikiError):
    """DATABASE_URL ist keine PostgreSQL-Adresse (postgresql://nutzer:passwort@host:5432/name)."""


class NetworkInvalid(WikiError):
    """WIKI_METRIK_NETZE nennt kein Netz (10.0.0.0/8, 192.168.1.7; mehrere mit Komma)."""


class MailSettingsInvalid(WikiError):
    """Die Angaben zum Mailserver stimmen nicht."""


class EmbeddedPostgresFailed(WikiError):
    """Die mitgelieferte Datenbank startet nicht."""


class FixtureInvalid(WikiError):
    """Eine Fixture-Datei ist fehlerhaft."""
