"""What can go wrong between two wikis."""

from wiki.exceptions import WikiError


class AnswerUnreadable(WikiError):
    """Die Antwort des anderen Wikis ist nicht zu lesen."""


class PullRunning(WikiError):
    """Dieses Wiki wird gerade abgerufen."""
