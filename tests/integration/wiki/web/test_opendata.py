"""`/daten/`: what portals and programs take away, and the names that last."""

import csv
import json
import re
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from rdflib import DCAT, DCTERMS, FOAF, RDF, Graph, Literal, URIRef
from rdflib.term import Node
from wagtail.models import PageViewRestriction

from tests.factories import KommuneFactory, ThemaFactory, publish_projekt
from tests.integration.conftest import KeepRows
from wiki.models import Gemeinde, Projektquelle, Projektseite, Startseite
from wiki.web.opendata import views
from wiki.web.opendata.catalogue import DCATDE

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.filterwarnings("ignore:ConjunctiveGraph:DeprecationWarning"),  # of rdflib's reader
]
# What DCAT-AP.de 3.0 asks of each thing, whatever else it recommends.
NEEDED: dict[Node, tuple[URIRef, ...]] = {
    DCAT.Catalog: (DCTERMS.title, DCTERMS.description, DCTERMS.publisher, DCAT.dataset),
    DCAT.Dataset: (
        *(DCTERMS.title, DCTERMS.description, DCTERMS.publisher, DCAT.theme, DCAT.distribution),
        DCATDE.politicalGeocodingLevelURI,
    ),
    DCAT.Distribution: (DCAT.accessURL, DCTERMS.license, DCTERMS["format"]),
    DCAT.DataService: (DCTERMS.title, DCTERMS.publisher, DCAT.endpointURL),
    FOAF.Agent: (FOAF.name,),
}
# What may be said once.
ONCE = (
    *(DCTERMS.publisher, DCTERMS.license, DCTERMS["format"], DCTERMS.modified, DCTERMS.issued),
    *(DCTERMS.accrualPeriodicity, DCTERMS.creator, FOAF.homepage, DCAT.mediaType),
)
# What a property leads to.
LEADS_TO: dict[Node, URIRef] = {
    DCTERMS.publisher: FOAF.Agent,
    DCAT.dataset: DCAT.Dataset,
    DCAT.service: DCAT.DataService,
    DCAT.distribution: DCAT.Distribution,
    DCAT.servesDataset: DCAT.Dataset,
    DCTERMS.spatial: DCTERMS.Location,
}
WORDS = {
    *(DCTERMS.title, DCTERMS.description, DCTERMS.identifier, DCTERMS.modified, FOAF.name),
    DCATDE.licenseAttributionByText,
}
# The lists that DCAT-AP.de names: values are addresses in them.
EU = "http://publications.europa.eu/resource/authority/"
LISTS: dict[Node, str] = {
    DCTERMS.language: f"{EU}language/",
    DCTERMS.accrualPeriodicity: f"{EU}frequency/",
    DCAT.theme: f"{EU}data-theme/",
    DCTERMS["format"]: f"{EU}file-type/",
    DCAT.mediaType: "https://www.iana.org/assignments/media-types/",
    DCTERMS.license: "http://dcat-ap.de/def/licenses/",
    DCATDE.politicalGeocodingLevelURI: "http://dcat-ap.de/def/politicalGeocoding/Level/",
    DCTERMS.spatial: "http://dcat-ap.de/def/politicalGeocoding/",
}
SHAPES = Path(__file__).parents[3] / "data/dcat-ap-de"


@pytest.fixture(scope="module")
def kept_kita(kept: KeepRows, tree: bool) -> int:
    with kept():
        Gemeinde.objects.create(schluessel="072110000000", ags="07211000", name="Trier")
        page = publish_projekt(
            title="Kita-Anmeldung",
            slug="kita",
            kurzfassung="=HYPERLINK(1)",
            kommunen=[KommuneFactory(name="Trier", slug="trier", ags="07211000")],
            themen=[
                ThemaFactory(name="Kita", slug="kita"),
                ThemaFactory(name="Bildung", slug="bi"),
            ],
            kosten_einmalig=12_500,
            leistungsschluessel="99041003080000\n99041003012000",
            kontakt_postfach="kita@trier.example",
            quellen=[Projektquelle(bezeichnung="Bericht", url="https://example.org/b")],
        )
    return int(page.pk)


@pytest.fixture
def kita(kept_kita: int, start: Startseite) -> Projektseite:
    return Projektseite.objects.get(pk=kept_kita)


def text_of(client: Client, ending: str) -> str:
    answer = client.get(f"/daten/projekte.{ending}")
    assert answer.status_code == 200
    return answer.getvalue().decode("utf-8-sig")


def record(client: Client) -> Any:
    [found] = json.loads(text_of(client, "json"))["projekte"]
    return found


def graph_of(client: Client, ending: str) -> Graph:
    form = {"rdf": "xml", "ttl": "turtle", "jsonld": "json-ld"}[ending]
    answer = client.get(f"/daten/katalog.{ending}")
    return Graph().parse(data=answer.content, format=form)


def test_a_record_holds_values_and_official_keys(client: Client, kita: Projektseite) -> None:
    found = record(client)
    assert (found["status"], found["kosten_einmalig"]) == ("betrieb", 12_500)
    assert found["adresse"] == "http://testserver/projekte/kita/"
    assert found["leistungsschluessel"] == ["99041003080000", "99041003012000"]
    [trier] = found["kommunen"]
    assert (trier["ags"], trier["ars"]) == ("07211000", "072110000000")
    assert found["quellen"][0]["adresse"] == "https://example.org/b"


def test_a_table_has_a_row_for_each_project_and_no_formula(
    client: Client, kita: Projektseite
) -> None:
    [row] = csv.DictReader(StringIO(text_of(client, "csv")), delimiter=";")
    assert row["themen"] == "Bildung\nKita"
    assert (row["ags"], row["laender"]) == ("07211000", "Rheinland-Pfalz")
    assert row["kurzfassung"] == "'=HYPERLINK(1)"


@pytest.mark.parametrize("ending", ["csv", "json", "jsonld"])
def test_mailboxes_are_not_given_away(client: Client, kita: Projektseite, ending: str) -> None:
    assert "kita@trier.example" not in text_of(client, ending)


def test_linked_data_names_projects_as_records_do(client: Client, kita: Projektseite) -> None:
    graph = Graph().parse(data=offline(text_of(client, "jsonld")), format="json-ld")
    assert (URIRef(record(client)["kennung"]), None, None) in graph


def offline(text: str) -> str:
    """The context of schema.org would be fetched."""
    return json.dumps(json.loads(text) | {"@context": {"@vocab": "https://schema.org/"}})


def test_who_has_the_file_is_told_so_until_a_project_changes(
    client: Client, kita: Projektseite, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Without making the file again."""
    known = {"If-None-Match": client.get("/daten/projekte.csv")["ETag"]}
    monkeypatch.setitem(views.WRITERS, "csv", pytest.fail)
    assert client.get("/daten/projekte.csv", headers=known).status_code == 304
    monkeypatch.undo()
    Projektquelle.objects.update(bezeichnung="Jahresbericht")
    assert client.get("/daten/projekte.csv", headers=known).status_code == 200


def test_a_project_that_is_withdrawn_is_in_no_file_any_more(
    client: Client, kita: Projektseite
) -> None:
    known = {"If-None-Match": client.get("/daten/projekte.csv")["ETag"]}
    PageViewRestriction.objects.create(page=kita, restriction_type="login")
    assert client.get("/daten/projekte.csv", headers=known).status_code == 200
    assert "Kita" not in text_of(client, "csv")


def test_a_name_leads_to_the_page_wherever_it_is(client: Client, kita: Projektseite) -> None:
    name = record(client)["kennung"].removeprefix("http://testserver")
    kita.slug = "kita-anmeldung"
    kita.save_revision().publish()
    answer = client.get(name)
    assert (answer.status_code, answer["Location"]) == (303, "/projekte/kita-anmeldung/")
    kita.refresh_from_db()
    kita.unpublish()
    assert client.get(name).status_code == 404


def test_an_old_address_leads_to_the_new_one_for_good(
    client: Client, kita: Projektseite, django_capture_on_commit_callbacks: Any
) -> None:
    kita.slug = "kita-anmeldung"
    with django_capture_on_commit_callbacks(execute=True):
        kita.save_revision().publish()
    answer = client.get("/projekte/kita/")
    assert (answer.status_code, answer["Location"]) == (301, "/projekte/kita-anmeldung/")


def test_who_has_the_file_is_told_so(client: Client, kita: Projektseite) -> None:
    tag = client.get("/daten/projekte.json")["ETag"]
    assert client.get("/daten/projekte.json", headers={"If-None-Match": tag}).status_code == 304


def test_the_home_page_names_the_files(client: Client, kita: Projektseite) -> None:
    text = client.get("/").content.decode()
    said = map(json.loads, re.findall(r'<script type="application/ld\+json">(.*?)</script>', text))
    [dataset] = [thing for thing in said if thing["@type"] == "Dataset"]
    paths = [
        file["contentUrl"].removeprefix("http://testserver") for file in dataset["distribution"]
    ]
    assert [client.get(path).status_code for path in paths] == [200, 200, 200]


@pytest.mark.parametrize("ending", ["rdf", "ttl", "jsonld"])
def test_the_catalogue_says_what_portals_ask_for(
    client: Client, kita: Projektseite, ending: str
) -> None:
    graph = graph_of(client, ending)
    for kind, properties in NEEDED.items():
        things = list(graph.subjects(RDF.type, kind))
        assert things
        missing = [(thing, p) for thing in things for p in properties if not graph.value(thing, p)]
        assert not missing


def test_the_catalogue_keeps_the_shapes_of_portals(client: Client, kita: Projektseite) -> None:
    """Cardinality, classes and lists, as the shapes of DCAT-AP.de 3.0 ask for them."""
    graph = graph_of(client, "ttl")
    wrong = [
        (thing, said, value) for thing, said, value in graph if not _fits(graph, thing, said, value)
    ]
    assert wrong == []


def _fits(graph: Graph, thing: Node, said: Node, value: Node) -> bool:
    kind, listed = LEADS_TO.get(said), LISTS.get(said)
    return (
        (said not in ONCE or len(set(graph.objects(thing, said))) == 1)
        and (kind is None or (value, RDF.type, kind) in graph)
        and (listed is None or str(value).startswith(listed))
        and isinstance(value, Literal) == (said in WORDS)
    )


def refused_by_the_official_shapes(graph: Graph) -> str:
    """What the shapes of DCAT-AP.de 3.0 find wrong, warnings too; empty when there is nothing."""
    from pyshacl import validate

    shapes = Graph()
    for file in SHAPES.glob("*.ttl"):
        shapes.parse(file)
    kept, _, report = validate(graph, shacl_graph=shapes)
    return "" if kept else str(report)


def test_the_catalogue_keeps_the_official_shapes(client: Client, kita: Projektseite) -> None:
    assert not refused_by_the_official_shapes(graph_of(client, "ttl"))


def test_the_official_shapes_find_what_is_missing_or_outdated(
    client: Client, kita: Projektseite
) -> None:
    graph = graph_of(client, "ttl")
    graph.remove((None, DCTERMS.license, None))
    graph.remove((None, DCTERMS.publisher, None))
    graph.add((URIRef("urn:x"), DCATDE.politicalGeocodingURI, URIRef("urn:y")))
    said = refused_by_the_official_shapes(graph)
    for wrong in ("dcterms:license", "dcterms:publisher", "dcatde:politicalGeocodingURI"):
        assert wrong in said


def test_the_catalogue_leads_to_files_that_exist(client: Client, kita: Projektseite) -> None:
    graph = graph_of(client, "ttl")
    files = [str(address) for address in graph.objects(None, DCAT.downloadURL)]
    assert len(files) == 3
    paths = [address.removeprefix("http://testserver") for address in files]
    assert {client.get(path).status_code for path in paths} == {200}


def test_the_catalogue_names_the_places_of_its_data(client: Client, kita: Projektseite) -> None:
    places = set(graph_of(client, "ttl").objects(None, DCTERMS.spatial))
    key = "http://dcat-ap.de/def/politicalGeocoding/municipalityKey/07211000"
    assert places == {URIRef(key)}
