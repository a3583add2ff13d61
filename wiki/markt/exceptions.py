"""Errors of the Markt. Docstrings are the messages that users see."""

from wiki.exceptions import WikiError


class TooManyOnTheList(WikiError):
    """Eine Merkliste fasst höchstens 50 Projekte. Bitte nehmen Sie zuerst eines herunter."""


class ForeignForm(WikiError):
    """Das Formular kam nicht von dieser Seite. An Ihrer Merkliste wurde nichts geändert."""
