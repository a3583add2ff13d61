"""Errors of the Gemeindeverzeichnis. Docstrings are the messages that users see."""

from wiki.exceptions import WikiError


class GemeindedateiInvalid(WikiError):
    """Die Datei mit den Gemeinden lässt sich nicht einlesen; geändert wurde nichts."""
