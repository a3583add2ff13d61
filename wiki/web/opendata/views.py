"""`/daten/projekte.csv`, `.json`, `.jsonld`; the catalogue as `/daten/katalog.rdf`, `.ttl`,
`.jsonld`."""

from collections.abc import Callable, Iterator

from django.http import HttpRequest, HttpResponse
from django.views.decorators.cache import cache_control
from django.views.decorators.http import conditional_page, require_safe

from .about import MEDIA_TYPES
from .files import as_csv, as_json, as_jsonld

Writer = Callable[[], Iterator[str]]
WRITERS: dict[str, Writer] = {"csv": as_csv, "json": as_json, "jsonld": as_jsonld}
# Ending -> the serializer of rdflib, the media type.
RDF_FORMS = {
    "rdf": ("xml", "application/rdf+xml"),
    "ttl": ("turtle", "text/turtle"),
    "jsonld": ("json-ld", "application/ld+json"),
}
# A page that is withdrawn is gone at once, so nobody keeps the file without asking.
fresh = cache_control(no_cache=True)


@require_safe
@fresh
@conditional_page
def projects(request: HttpRequest, ending: str) -> HttpResponse:
    media_type = f"{MEDIA_TYPES[ending]}; charset=utf-8"
    return _for_everybody(HttpResponse(WRITERS[ending](), content_type=media_type))


@require_safe
@fresh
@conditional_page
def katalog(request: HttpRequest, ending: str) -> HttpResponse:
    from .catalogue import catalogue  # only here: rdflib takes a tenth of a second

    form, media_type = RDF_FORMS[ending]
    text = catalogue().serialize(format=form)
    return _for_everybody(HttpResponse(text, content_type=f"{media_type}; charset=utf-8"))


def _for_everybody(response: HttpResponse) -> HttpResponse:
    """Portals and pages of other sites read it from a browser, too. Nothing in it depends on who
    asks."""
    response["Access-Control-Allow-Origin"] = "*"
    return response
