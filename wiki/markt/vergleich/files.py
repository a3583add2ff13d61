"""A `Vergleich` as a file: one table, with the full text of every cell."""

from collections.abc import Iterator, Sequence
from io import BytesIO

from django.conf import settings
from django.utils import timezone
from django.utils.formats import date_format

from wiki.austausch.export.workbook import write_sheet
from wiki.markt.downloads import said_missing
from wiki.schriftstueck import schema as schriftstueck
from wiki.schriftstueck.files import FORMEN
from wiki.schriftstueck.schema import Run, Schriftstueck, Tabelle, Teil, cells, paragraph

from .schema import Vergleich, Vergleichszeile

Column = tuple[str, str]  # the title of a project, its address
NAME_SHARE = 0.7  # of the column of names, where a project has 1


def write_vergleich(
    vergleich: Vergleich, columns: Sequence[Column], address: str, missing: int, ending: str
) -> bytes:
    """`address` is the comparison's own, to come back to; `missing`: how many more were named."""
    if ending in FORMEN:
        return FORMEN[ending].write(document_of(vergleich, columns, address, missing))
    file = BytesIO()
    note = said_missing(missing) if missing else ""
    write_sheet("Vergleich", sheet_of(vergleich, columns), file, for_people=True, note=note)
    return file.getvalue()


def sheet_of(vergleich: Vergleich, columns: Sequence[Column]) -> Iterator[list[str]]:
    """Every field that somebody says something of."""
    yield ["Angabe", *(title for title, _ in columns)]
    for zeile in vergleich.zeilen:
        if not zeile.leer:
            yield [zeile.name, *("\n".join(zelle.werte) for zelle in zeile.zellen)]
    yield ["Adresse", *(address for _, address in columns)]


def document_of(
    vergleich: Vergleich, columns: Sequence[Column], address: str, missing: int = 0
) -> Schriftstueck:
    said = (paragraph(said_missing(missing)),) if missing else ()
    today = date_format(timezone.localdate(), "j. F Y")
    return Schriftstueck(
        titel="Projekte im Vergleich",
        teile=(*_parts(vergleich, columns), *said),
        verfasser=settings.WAGTAIL_SITE_NAME,
        fuss=f"{address}, Stand {today}",
        kompakt=True,
        quer=True,
    )


def _parts(vergleich: Vergleich, columns: Sequence[Column]) -> Iterator[Teil]:
    heading = cells("Angabe", *(title for title, _ in columns))
    rows = (_row(zeile) for zeile in vergleich.gezeigt)
    links = ((Run("im Wiki lesen", url=url),) for _, url in columns)
    last = ((Run("Artikel", bold=True),), *links)
    yield Tabelle((heading, *rows, last), (NAME_SHARE, *(1,) * len(columns)))
    if vergleich.gleich:
        same = (f"{zeile.name}: {', '.join(zeile.zellen[0].werte)}" for zeile in vergleich.gleich)
        yield paragraph(f"Bei allen gleich: {'; '.join(same)}.")
    if vergleich.leer:
        names = ", ".join(zeile.name for zeile in vergleich.leer)
        yield paragraph(f"In keinem Artikel genannt: {names}.")


def _row(zeile: Vergleichszeile) -> tuple[schriftstueck.Zelle, ...]:
    said = (_cell(zelle.werte) for zelle in zeile.zellen)
    return ((Run(zeile.name, bold=True),), *said)


def _cell(werte: Sequence[str]) -> schriftstueck.Zelle:
    lines = [run for wert in werte for run in (Run("\n"), Run(wert))]
    return tuple(lines[1:]) or (Run("–"),)
