"""What the stages of understanding hand to each other. Pure."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Unit:
    """A word of a question, to be found in one of its readings, each one or more terms.

    `own`: the word as it was typed, whole and in parts (Kita-Anmeldung: ((kitaanmeld,), (kita,
    anmeld))). `others`: what the thing is called as well (synonyms, translations).
    """

    own: tuple[tuple[str, ...], ...]
    others: tuple[tuple[str, ...], ...] = ()

    @property
    def readings(self) -> tuple[tuple[str, ...], ...]:
        return self.own + self.others
