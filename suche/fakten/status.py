"""How far a project is, told with the year of the statement, and in the past where that is old.
Pure."""

from collections.abc import Iterable

from wiki.fakten.codes import CHANGING, CURRENT_YEARS, Status
from wiki.texte import gettext as _


def is_old(status: str, jahr: int | None, this_year: int) -> bool:
    """Returns whether the statement may no longer hold. One without a year may be of any time."""
    return status in CHANGING and (jahr or 0) < this_year - CURRENT_YEARS


def by_statements(jahre: Iterable[int | None]) -> str:
    """Says what kind of old statements these are: "nach älterer Angabe"."""
    known = {bool(jahr) for jahr in jahre}
    if known == {False}:
        return _("nach undatierter Angabe")
    if known == {True}:
        return _("nach älterer Angabe")
    return _("nach älterer oder undatierter Angabe")


def status_words(status: str, jahr: int | None, this_year: int) -> str:
    """Says one status: "im Betrieb (Stand 2025)", "war im Betrieb (Stand 2018)"."""
    if not status:
        return ""
    said = _(Status(status).label)
    if not jahr:
        return _("{status} (ohne Jahr)").format(status=said)
    if status != Status.IDEE and is_old(status, jahr, this_year):
        return _("war {status} (Stand {jahr})").format(status=said, jahr=jahr)
    return _("{status} (Stand {jahr})").format(status=said, jahr=jahr)
