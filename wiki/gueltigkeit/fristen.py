"""Decides when somebody is reminded that a page runs out. Pure."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta


@dataclass(frozen=True)
class Stufe:
    """`tage` after the last valid day; `an_redaktion`: goes to the Redaktion, because the mailbox
    has not answered."""

    name: str
    tage: int
    an_redaktion: bool = False


STUFEN = (
    Stufe("vorher", -30),
    Stufe("am_tag", 0),
    Stufe("nachher", 30),
    Stufe("redaktion", 60, an_redaktion=True),
)
EARLIEST = min(stufe.tage for stufe in STUFEN)


def due_step(gueltig_bis: date, today: date, sent: Collection[str]) -> Stufe | None:
    """The reminder that is due now: the latest whose day has come, if it was not sent. Those that
    were missed before it (a long holiday, pages that came old) are not made up for."""
    passed = (today - gueltig_bis).days
    come = [stufe for stufe in STUFEN if stufe.tage <= passed]
    return come[-1] if come and come[-1].name not in sent else None


def latest_reminded_date(today: date) -> date:
    """The last day that matters: no reminder is due yet for pages that are valid beyond it."""
    return today - timedelta(days=EARLIEST)
