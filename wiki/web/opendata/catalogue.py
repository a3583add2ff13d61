"""The catalogue by which data portals find the files: DCAT-AP.de 3.0, as RDF.

Words of Europe's and Germany's vocabularies are addresses; those of other lists than DCAT's own
stand here once.
"""

from collections.abc import Iterable

from django.conf import settings
from django.urls import reverse
from rdflib import DCAT, DCTERMS, FOAF, RDF, XSD, Graph, Literal, Namespace, URIRef

from wiki.models import Kommune, Projektseite, Seitenstand
from wiki.platform.addresses import absolute
from wiki.visibility import anonymous_request, visible_to

from .about import DESCRIPTION, MEDIA_TYPES, NAME

DCATDE = Namespace("http://dcat-ap.de/def/dcatde/")
GEOCODING = "http://dcat-ap.de/def/politicalGeocoding/"
LEVELS = ("municipality", "administrativeDistrict")  # whose data they are: towns and Kreise
EU = "http://publications.europa.eu/resource/authority/"
GERMAN = URIRef(f"{EU}language/DEU")
CC_BY = URIRef("http://dcat-ap.de/def/licenses/cc-by/4.0")
THEMES = ("GOVE", "TECH", "REGI")
IANA = "https://www.iana.org/assignments/media-types/"
# Ending of each file -> its name in the EU's list of file types.
FILE_TYPES = {"csv": "CSV", "json": "JSON", "jsonld": "JSON_LD"}


def catalogue() -> Graph:
    """One catalogue with one dataset, whose distributions are the files and the API."""
    graph = Graph()
    graph.bind("dcatde", DCATDE)
    publisher, dataset = _named("herausgeber"), _named("projekte")
    _publisher(graph, publisher)
    _catalog(graph, publisher, dataset)
    _dataset(graph, publisher, dataset)
    for ending in MEDIA_TYPES:
        _distribution(graph, dataset, ending)
    _service(graph, publisher, dataset)
    return graph


def _named(fragment: str) -> URIRef:
    """Things of the catalogue are named after its address, which does not change."""
    return URIRef(f"{absolute(reverse('daten_katalog', args=['rdf']))}#{fragment}")


def _german(text: str) -> Literal:
    return Literal(text, lang="de")


def _publisher(graph: Graph, publisher: URIRef) -> None:
    # Both, for who does not know that the one is a kind of the other.
    graph.add((publisher, RDF.type, FOAF.Agent))
    graph.add((publisher, RDF.type, FOAF.Organization))
    graph.add((publisher, FOAF.name, _german(settings.WAGTAIL_SITE_NAME)))
    graph.add((publisher, FOAF.homepage, URIRef(absolute("/"))))


def _catalog(graph: Graph, publisher: URIRef, dataset: URIRef) -> None:
    catalog = _named("katalog")
    graph.add((catalog, RDF.type, DCAT.Catalog))
    graph.add((catalog, DCTERMS.title, _german(f"Offene Daten: {settings.WAGTAIL_SITE_NAME}")))
    graph.add((catalog, DCTERMS.description, _german("Was dieses Wiki als Daten anbietet.")))
    graph.add((catalog, DCTERMS.publisher, publisher))
    graph.add((catalog, DCTERMS.language, GERMAN))
    graph.add((catalog, FOAF.homepage, URIRef(absolute("/"))))
    graph.add((catalog, DCAT.dataset, dataset))
    graph.add((catalog, DCAT.service, _named("schnittstelle")))


def _dataset(graph: Graph, publisher: URIRef, dataset: URIRef) -> None:
    graph.add((dataset, RDF.type, DCAT.Dataset))
    graph.add((dataset, DCTERMS.title, _german(NAME)))
    graph.add((dataset, DCTERMS.description, _german(DESCRIPTION)))
    graph.add((dataset, DCTERMS.identifier, Literal(str(dataset))))
    graph.add((dataset, DCTERMS.publisher, publisher))
    graph.add((dataset, DCTERMS.language, GERMAN))
    graph.add((dataset, DCTERMS.accrualPeriodicity, URIRef(f"{EU}frequency/CONT")))
    graph.add((dataset, DCAT.landingPage, URIRef(absolute("/"))))
    for theme in THEMES:
        graph.add((dataset, DCAT.theme, URIRef(f"{EU}data-theme/{theme}")))
    for level in LEVELS:
        graph.add((dataset, DCATDE.politicalGeocodingLevelURI, URIRef(f"{GEOCODING}Level/{level}")))
    for key in _geocodings():
        place = URIRef(GEOCODING + key)
        graph.add((dataset, DCTERMS.spatial, place))
        graph.add((place, RDF.type, DCTERMS.Location))
    if changed := _last_change():
        graph.add((dataset, DCTERMS.modified, changed))


def _distribution(graph: Graph, dataset: URIRef, ending: str) -> None:
    kind = FILE_TYPES[ending]
    address = URIRef(absolute(reverse("daten_projekte", args=[ending])))
    node = _named(f"projekte-{ending}")
    graph.add((dataset, DCAT.distribution, node))
    graph.add((node, RDF.type, DCAT.Distribution))
    graph.add((node, DCTERMS.title, _german(f"Alle Projekte als {kind.replace('_', '-')}")))
    graph.add((node, DCAT.accessURL, address))
    graph.add((node, DCAT.downloadURL, address))
    graph.add((node, DCTERMS.license, CC_BY))
    graph.add((node, DCATDE.licenseAttributionByText, _german(settings.WAGTAIL_SITE_NAME)))
    graph.add((node, DCTERMS.format, URIRef(f"{EU}file-type/{kind}")))
    graph.add((node, DCAT.mediaType, URIRef(IANA + MEDIA_TYPES[ending])))


def _service(graph: Graph, publisher: URIRef, dataset: URIRef) -> None:
    service = _named("schnittstelle")
    graph.add((service, RDF.type, DCAT.DataService))
    graph.add((service, DCTERMS.title, _german("Schnittstelle des Wikis")))
    graph.add((service, DCTERMS.publisher, publisher))
    graph.add((service, DCTERMS.license, CC_BY))
    graph.add((service, DCAT.endpointURL, URIRef(absolute("/api/v1/"))))
    graph.add((service, DCAT.endpointDescription, URIRef(absolute("/api/v1/openapi.json"))))
    graph.add((service, DCAT.servesDataset, dataset))


def _geocodings() -> Iterable[str]:
    """Returns the names that the German vocabulary has for all Kommunen with a public project."""
    pages = visible_to(Projektseite.objects.all(), anonymous_request())
    found = Kommune.objects.filter(projekte__in=pages.order_by()).exclude(ags="")
    for ags in found.order_by("ags").values_list("ags", flat=True).distinct():
        yield f"municipalityKey/{ags}" if len(ags) == 8 else f"districtKey/{ags}"


KINDS = {4: XSD.gYear, 7: XSD.gYearMonth, 10: XSD.date}


def _last_change() -> Literal | None:
    """Returns when a public project was changed last, as exact as it is known: a year, a month or a
    day."""
    pages = visible_to(Projektseite.objects.all(), anonymous_request())
    days = Seitenstand.objects.filter(seite__in=pages.order_by().values("pk")).exclude(geaendert="")
    day = days.order_by("-geaendert").values_list("geaendert", flat=True).first()
    return Literal(day, datatype=KINDS[len(day)]) if day else None
