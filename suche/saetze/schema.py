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
        """Title, Kommunen and passage together: what a sentence that names this source may say."""
        return ". ".join(filter(None, (self.titel, ", ".join(self.kommunen), self.text)))


@dataclass(frozen=True)
class Behauptung:
    """A sentence as the language model wrote it, and the numbers that it names; nobody has seen it
    yet."""

    text: str
    nummern: tuple[int, ...]


@dataclass(frozen=True)
class Satz:
    """A sentence that passed the check, with the sources that hold it."""

    text: str
    quellen: tuple[Quelle, ...]


@dataclass(frozen=True)
class Zusammenfassung:
    """The sentences that are shown. `weggelassen`: how many more the model wrote that their sources
    do not hold."""

    saetze: tuple[Satz, ...]
    weggelassen: int

    @property
    def quellen(self) -> tuple[Quelle, ...]:
        """The sources that the shown sentences name, by number."""
        named = {quelle.nummer: quelle for satz in self.saetze for quelle in satz.quellen}
        return tuple(named[nummer] for nummer in sorted(named))
