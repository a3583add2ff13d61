"""Where the pages stand that every visitor needs: the index pages, and the text pages of the menus.

Editors may rename and move them, so no template knows an address: it names the type of the page
(`Projektverzeichnis`), and of a Textseite, of which there are many, the last part of its address.
"""

from django.contrib.contenttypes.models import ContentType
from django.db.models import Q
from django.http import HttpRequest
from wagtail.models import Page, Site

from wiki.models import (
    Kommunenverzeichnis,
    Projektverzeichnis,
    Textseite,
    Themenverzeichnis,
    Veranstaltungsverzeichnis,
)
from wiki.platform.table_cache import TableCache
from wiki.visibility import anonymous_request, visible_among

VERZEICHNISSE: tuple[type[Page], ...] = (
    Kommunenverzeichnis,
    Projektverzeichnis,
    Themenverzeichnis,
    Veranstaltungsverzeichnis,
)
TEXTSEITEN = (
    "barrierefreiheit",
    "begriffe",
    "datenschutz",
    "hilfe",
    "hilfe-benachrichtigen",
    "hilfe-merkliste",
    "hilfe-suche",
    "hilfe-vorhaben",
    "impressum",
    "leichte-sprache",
    "redaktion",
    "schreiben",
    "ueber",
)

LONGEST_ADDRESS = 8_000  # characters that a form sends back; a pasted sketch is longer

LinkKey = tuple[str, str]  # type of the page, and of a Textseite its slug


def seiten_url(request: HttpRequest | None, typ: str, slug: str = "") -> str:
    """`Projektverzeichnis` -> `/projekte/`; empty while there is no such page that the visitor may
    read. Without a request, for everybody."""
    if request is None:
        return _addresses(anonymous_request()).get((typ, slug), "")
    if not hasattr(request, "seitenlinks"):
        request.seitenlinks = _addresses(request)  # type: ignore[attr-defined]
    addresses: dict[LinkKey, str] = request.seitenlinks  # type: ignore[attr-defined]
    return addresses.get((typ, slug), "")


def address_here(request: HttpRequest | None, otherwise: str) -> str:
    """Where a form leads back to: the address of its page, without a query that no browser would
    keep. `otherwise`: for a page that only a form can show."""
    if request is None or request.method != "GET":
        return otherwise
    address = request.get_full_path()
    return address if len(address) <= LONGEST_ADDRESS else request.path


def _addresses(request: HttpRequest) -> dict[LinkKey, str]:
    """All that the visitor may read, in at most one query. The first in the order of the tree
    counts."""
    known = _known.get()
    readable = visible_among(known, request)
    found: dict[LinkKey, str] = {}
    for pk, (key, address) in known.items():
        if pk in readable:
            found.setdefault(key, address)
    return found


def _load() -> dict[int, tuple[LinkKey, str]]:
    """Id of a page -> what it is asked for by, and its address, in the order of the tree."""
    types = ContentType.objects.get_for_models(*VERZEICHNISSE, Textseite)
    names = {content_type.pk: model.__name__ for model, content_type in types.items()}
    text = Q(content_type=types[Textseite])
    pages = Page.objects.filter(~text | Q(slug__in=TEXTSEITEN), content_type__in=names)
    return {
        page.pk: (_key(names[page.content_type_id], page.slug), page.url or "")
        for page in pages.order_by("path")
    }


def _key(typ: str, slug: str) -> LinkKey:
    return typ, slug if typ == Textseite.__name__ else ""


_known = TableCache(_load, Page, Site)
