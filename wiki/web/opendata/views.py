"""`/daten/projekte.csv`, `.json`, `.jsonld`; the catalogue as `/daten/katalog.rdf`, `.ttl`,
`.jsonld`."""

from collections.abc import Callable, Iterator
from hashlib import sha256
from typing import TypeVar

from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.views.decorators.cache import cache_control
from django.views.decorators.http import condition, conditional_page, require_safe

from wiki.fakten.loading import TABLES
from wiki.models import Gemeinde, Projektquelle
from wiki.platform.table_cache import state_of
from wiki.visibility import anonymous_request, visible_ids

from .about import MEDIA_TYPES
from .files import COLUMNS, as_csv, as_json, as_jsonld

Writer = Callable[[], Iterator[str]]
Response = TypeVar("Response", bound=HttpResponseBase)
MADE_OF = (*TABLES, Projektquelle, Gemeinde)
WRITERS: dict[str, Writer] = {"csv": as_csv, "json": as_json, "jsonld": as_jsonld}
# Ending -> the serializer of rdflib, the media type.
RDF_FORMS = {
    "rdf": ("xml", "application/rdf+xml"),
    "ttl": ("turtle", "text/turtle"),
    "jsonld": ("json-ld", "application/ld+json"),
}
# A page that is withdrawn is gone at once, so nobody keeps the file without asking.
fresh = cache_control(no_cache=True)


def _state(request: HttpRequest, ending: str) -> str:
    """Another one after each change of what a file is made of: who asks again gets the same answer
    without anybody making the file."""
    public = hash(visible_ids(anonymous_request()))  # of numbers: the same in every process
    state = repr((state_of(*MADE_OF), public, *COLUMNS))
    return f'"{sha256(state.encode()).hexdigest()[:32]}"'


@require_safe
@fresh
@condition(etag_func=_state)
def projects(request: HttpRequest, ending: str) -> StreamingHttpResponse:
    """Sent while it is made: no process holds the file."""
    media_type = f"{MEDIA_TYPES[ending]}; charset=utf-8"
    return _for_everybody(StreamingHttpResponse(WRITERS[ending](), content_type=media_type))


@require_safe
@fresh
@conditional_page
def katalog(request: HttpRequest, ending: str) -> HttpResponse:
    from .catalogue import catalogue  # only here: rdflib takes a tenth of a second

    form, media_type = RDF_FORMS[ending]
    text = catalogue().serialize(format=form)
    return _for_everybody(HttpResponse(text, content_type=f"{media_type}; charset=utf-8"))


def _for_everybody(response: Response) -> Response:
    """Portals and pages of other sites read it from a browser, too. Nothing in it depends on who
    asks."""
    response["Access-Control-Allow-Origin"] = "*"
    return response
