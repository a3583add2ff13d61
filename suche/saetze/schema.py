"""What the stages hand to each other. Pure."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Quelle:
    """What a visitor is shown of a hit, with the number that sentences name it by."""

    nummer: int
    titel: str
    adresse: str  # of the place in the page
    kommunen: tuple[str, ...]
    abschnitt: str
    text: str

    @property
    def alles(self) -> str:
        """All that a sentence may rest on."""
        return ". ".join(filter(None, (self.titel, ", ".join(self.kommunen), self.text)))


@dataclass(frozen=True)
class Behauptung:
    """A sentence as the language model wrote it, and the numbers that it names; nobody has seen it
    yet."""

    text: str
    nummern: tuple[int, ...]


@dataclass(frozen=True)
class Satz:
    """A sentence that its sources hold."""

    text: str
    quellen: tuple[Quelle, ...]


@dataclass(frozen=True)
class Zusammenfassung:
    """`weggelassen`: how many sentences their sources did not hold."""

    saetze: tuple[Satz, ...]
    weggelassen: int

    @property
    def quellen(self) -> tuple[Quelle, ...]:
        """Those that a sentence names, by number."""
        named = {quelle.nummer: quelle for satz in self.saetze for quelle in satz.quellen}
        return tuple(named[nummer] for nummer in sorted(named))
