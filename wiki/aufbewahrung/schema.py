"""Rows of the tables on what is kept."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Frist:
    """One kind of record. `tage`: after so many days a job deletes it; 0: nothing does, and `bis`
    says how it ends. `modelle`: labels of the tables that hold it."""

    art: str
    daten: str
    zweck: str
    bis: str
    tage: int
    modelle: tuple[str, ...]
    von: str  # whose data it is

    @property
    def dauer(self) -> str:
        return self.bis.format(tage=f"{self.tage} Tage")


@dataclass(frozen=True)
class Cookie:
    """What a browser is asked to keep; `name` as browsers show it."""

    name: str
    inhalt: str
    anlass: str
    dauer: str
