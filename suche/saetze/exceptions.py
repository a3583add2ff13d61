"""Why there are no sentences. Docstrings are what the visitor is told."""

from wiki.exceptions import WikiError


class NoSentences(WikiError):
    """Daraus ist keine Zusammenfassung geworden."""


class NothingToSum(NoSentences):
    """Zu dieser Frage gibt es keine Treffer, die sich zusammenfassen ließen."""


class ModelDown(NoSentences):
    """Das Sprachmodell antwortet gerade nicht. Die Treffer selbst sind davon nicht betroffen."""


class ModelSlow(NoSentences):
    """Das Sprachmodell hat zu lange gebraucht. Bitte versuchen Sie es später noch einmal; die
    Treffer selbst sind davon nicht betroffen."""


class ModelBusy(NoSentences):
    """Das Sprachmodell schreibt gerade für andere. Bitte versuchen Sie es in einer Minute noch
    einmal."""


class AnswerUnusable(NoSentences):
    """Mit der Antwort des Sprachmodells lässt sich nichts anfangen. Bitte lesen Sie die Treffer
    selbst."""


class CheckDown(NoSentences):
    """Die Sätze lassen sich gerade nicht prüfen, und ungeprüft zeigt das Wiki keine. Bitte lesen
    Sie die Treffer selbst."""


class AskedTooOften(NoSentences):
    """Von Ihrer Adresse kamen in kurzer Zeit viele Bitten um eine Zusammenfassung. Bitte versuchen
    Sie es später wieder."""


class ForeignPage(NoSentences):
    """Die Bitte kam nicht von einer Seite dieses Wikis."""
