"""Sentences for visitors in the language of the page, for rooms too that know no framework.

Messages are German, as they stand in the code; `wiki/locale` has their translations. Until somebody
names a translator (`use`), and on all pages that are not translated, a message stays as it is.
"""

from collections.abc import Sequence
from gettext import NullTranslations
from typing import Protocol


class Translator(Protocol):
    """What Django's `translation` and the standard library's catalogues have in common."""

    def gettext(self, message: str, /) -> str: ...
    def ngettext(self, singular: str, plural: str, number: int, /) -> str: ...


_translator: Translator = NullTranslations()


def use(translator: Translator) -> None:
    """Makes `translator` answer from now on, which knows the language of the page."""
    global _translator
    _translator = translator


def gettext(message: str) -> str:
    """Returns `message` in the language of the page."""
    return _translator.gettext(message) if message else ""


def ngettext(singular: str, plural: str, number: int) -> str:
    """Returns the one of both that fits `number`, in the language of the page."""
    return _translator.ngettext(singular, plural, number)


def noop(message: str) -> str:
    """Marks a message that is translated where it is shown, not where it stands."""
    return message


AND, OR = noop("{vorn} und {letztes}"), noop("{vorn} oder {letztes}")


def listed(names: Sequence[str], most: int | None = None, pattern: str = AND) -> str:
    """Joins names as a sentence does: "Trier", "Konz und Trier", "Bitburg, Konz und Trier". With
    `most`, of a long list so many are named: "Bitburg, Konz und 9 weitere"; of one alone it is
    never said that there is another. `pattern` may be OR."""
    if most is not None and len(names) > most + 1:
        more = gettext("{anzahl} weitere").format(anzahl=len(names) - most)
        names = [*names[:most], more]
    if len(names) < 2:
        return "".join(names)
    return gettext(pattern).format(vorn=", ".join(names[:-1]), letztes=names[-1])


def grouped(number: int) -> str:
    """18400 -> "18.400", and "18,400" in English."""
    return f"{number:,}".replace(",", gettext("Zeichen zwischen Tausendern: .")[-1])


def euros(amount: int) -> str:
    """12500 -> "12.500 €", and "€12,500" in English."""
    return gettext("{betrag} €").format(betrag=grouped(amount))


def is_german() -> bool:
    """Whether the page is German: for the few sentences whose grammar no placeholder can hold."""
    return gettext("Sprache: Deutsch") == "Sprache: Deutsch"
