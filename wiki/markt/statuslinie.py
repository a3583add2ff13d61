"""How far a project is, as a line of stages. Only years that the article states stand on it.

That a project in operation was planned before is no guess; in which year it was would be one. Of
a project that is over, nobody can tell how far it had come.
"""

from dataclasses import dataclass

from wiki.fakten.codes import Status
from wiki.texte import gettext as _
from wiki.texte import noop

STAGES = (Status.IDEE, Status.PLANUNG, Status.UMSETZUNG, Status.BETRIEB)
NAMES = {
    Status.IDEE: noop("Idee"),
    Status.PLANUNG: noop("Planung"),
    Status.UMSETZUNG: noop("Umsetzung"),
    Status.BETRIEB: noop("Betrieb"),
    Status.BEENDET: noop("beendet"),
    Status.ABGEBROCHEN: noop("abgebrochen"),
}


@dataclass(frozen=True)
class Stage:
    """A stage: whether it lies behind, whether the project is there, and what is said of years."""

    name: str
    vorbei: bool = False
    erreicht: bool = False
    jahr: str = ""


def status_line(
    status: str, status_jahr: int | None, laufzeit_bis: int | None = None
) -> list[Stage]:
    """Returns the stages from the idea to the end; none for a draft without a status."""
    if status not in Status.values:
        return []
    reached = Status(status)
    if reached in STAGES:
        end = _("bis {jahr}").format(jahr=laufzeit_bis) if laufzeit_bis else ""
        return _under_way(reached, _stand(status_jahr), end)
    ended = f"{laufzeit_bis}" if laufzeit_bis else _stand(status_jahr)
    return [
        *(Stage(_(NAMES[s])) for s in STAGES),
        Stage(_(NAMES[reached]), erreicht=True, jahr=ended),
    ]


def _under_way(reached: Status, stand: str, end: str) -> list[Stage]:
    place = STAGES.index(reached)
    before = [Stage(_(NAMES[stage]), vorbei=True) for stage in STAGES[:place]]
    after = [Stage(_(NAMES[stage])) for stage in STAGES[place + 1 :]]
    here = Stage(_(NAMES[reached]), erreicht=True, jahr=stand)
    return [*before, here, *after, Stage(_(NAMES[Status.BEENDET]), jahr=end)]


def _stand(jahr: int | None) -> str:
    return _("Stand {jahr}").format(jahr=jahr) if jahr else ""
