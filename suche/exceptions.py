"""What can go wrong between a question and its answer."""

from wiki.exceptions import WikiError


class QuestionInvalid(WikiError):
    """Diese Frage kann die Suche nicht lesen."""


class LexicalIndexUnavailable(WikiError):
    """Der Wortindex ist nicht benutzbar."""


class DatasetInvalid(WikiError):
    """Der Datensatz ist fehlerhaft."""


class WikiEmpty(WikiError):
    """Das Wiki ist leer: erst make run (oder load_wiki, index_pages)."""


class MeasuringFailed(WikiError):
    """Die Messung ist nicht zu Ende gekommen."""


class IndexNotClean(WikiError):
    """Der Index weicht von den Seiten ab. Erst in Ordnung bringen: manage.py repair_index"""


class ScopeMissing(WikiError):
    """Dieser Schlüssel darf das nicht."""
