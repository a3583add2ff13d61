"""A Merkliste as a file: a document with the facts of each project, or a table of all fields."""

from collections.abc import Iterator, Sequence
from io import BytesIO

from django.conf import settings
from django.db.models import prefetch_related_objects
from django.utils import timezone
from django.utils.formats import date_format

from wiki.austausch.export.page_document import fact_box
from wiki.austausch.export.table_export import write_xlsx
from wiki.markt.downloads import said_missing
from wiki.models import Projektseite
from wiki.schriftstueck.files import FORMEN
from wiki.schriftstueck.schema import Absatz, Run, Schriftstueck, Teil, Ueberschrift, paragraph


def write_merkliste(
    title: str,
    projekte: Sequence[Projektseite],
    addresses: Sequence[str],
    missing: int,
    ending: str,
) -> bytes:
    """`addresses` are those of the projects, with host; `missing`: how many more were named."""
    prefetch_related_objects(projekte, "quellen", "produkt_tags__tag", "nachnutzungen__kommune")
    if ending in FORMEN:
        return FORMEN[ending].write(document_of(title, projekte, addresses, missing))
    file = BytesIO()
    write_xlsx(projekte, file, said_missing(missing) if missing else "")
    return file.getvalue()


def document_of(
    title: str, projekte: Sequence[Projektseite], addresses: Sequence[str], missing: int = 0
) -> Schriftstueck:
    today = date_format(timezone.localdate(), "j. F Y")
    parts = [
        part
        for projekt, address in zip(projekte, addresses, strict=True)
        for part in _parts(projekt, address)
    ]
    if missing:
        parts.append(paragraph(said_missing(missing)))
    return Schriftstueck(
        titel=title,
        teile=tuple(parts),
        verfasser=settings.WAGTAIL_SITE_NAME,
        fuss=f"{settings.WAGTAIL_SITE_NAME}, Stand {today}",
        kompakt=True,
    )


def _parts(projekt: Projektseite, address: str) -> Iterator[Teil]:
    yield Ueberschrift(projekt.title)
    yield paragraph(projekt.kurzfassung)
    yield from fact_box(projekt)
    yield Absatz((Run(address, url=address),))
