"""`Vermerk` -> `Schriftstueck`: a note of one page, of two where many projects fit. Pure."""

from collections.abc import Iterator

from wiki.schriftstueck.schema import (
    Absatz,
    Angaben,
    Run,
    Schreiblinien,
    Schriftstueck,
    Tabelle,
    Teil,
    Ueberschrift,
    Unterschrift,
    Zelle,
    cells,
    paragraph,
)

from .schema import FoundProject, Vermerk

DOCUMENT_TITLE = "Recherchevermerk"
COLUMNS = ("Projekt", "Status", "Passung", "Kontakt")
SHARES = (62, 26, 18, 68)  # of the columns; long mailboxes fit into a line
PRINTED_LINK_MAX_CHARS = 300  # nobody types a longer one off the paper
BLANK_LINES = 3  # for remarks by hand
NOTHING_FITS = (
    "Im Wiki steht nur, was Kommunen dort aufgeschrieben haben; gemacht haben kann es trotzdem "
    "jemand. Weiter geht es so: die anderen Kommunen fragen, oder die Suche in einigen Monaten "
    "wiederholen."
)


def document_of(vermerk: Vermerk) -> Schriftstueck:
    return Schriftstueck(
        titel=DOCUMENT_TITLE,
        teile=tuple(_parts(vermerk)),
        verfasser=vermerk.wiki,
        betreff=f"{DOCUMENT_TITLE}: {vermerk.titel}",
        fuss=DOCUMENT_TITLE,
        kompakt=True,
    )


def _parts(vermerk: Vermerk) -> Iterator[Teil]:
    yield paragraph(vermerk.titel, bold=True)
    yield Angaben(tuple(vermerk.angaben))
    yield Ueberschrift("Ergebnis")
    yield from map(paragraph, (*vermerk.hinweise, vermerk.aussage))
    if vermerk.eintraege:
        rows = (_row(projekt) for projekt in vermerk.eintraege)
        yield Tabelle((cells(*COLUMNS), *rows), SHARES)
    if vermerk.weitere:
        kind = "" if vermerk.ist_alles else "verwandte "
        yield paragraph(f"Weitere {kind}Projekte im Wiki: {vermerk.weitere}.")
    if vermerk.wiederholen:
        shown = vermerk.wiederholen if len(vermerk.wiederholen) <= PRINTED_LINK_MAX_CHARS else ""
        yield Absatz(
            (Run("Suche wiederholen", url=vermerk.wiederholen), Run(f": {shown}" if shown else ""))
        )
    if vermerk.netzwerk:
        yield paragraph(NOTHING_FITS)
        ask = Run("Frage ans Netzwerk stellen", url=vermerk.netzwerk)
        yield Absatz((ask, Run(f": {vermerk.netzwerk}")))
    yield Ueberschrift("Bemerkung")
    if vermerk.bemerkung:
        yield paragraph(vermerk.bemerkung)
    yield Schreiblinien(BLANK_LINES)
    yield Unterschrift("geprüft von", "Datum, Unterschrift")


def _row(projekt: FoundProject) -> tuple[Zelle, ...]:
    first = (
        Run(projekt.titel, url=projekt.link),
        Run("\n"),
        Run(projekt.kommunen),
        Run("\n"),
        Run(projekt.link),
    )
    return (first, *cells(projekt.status, projekt.stufe, projekt.kontakt))
