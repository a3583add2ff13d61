"""Any municipality as one's own: chosen by name, with and without a page, with and without
JavaScript."""

from pathlib import Path

import pytest
from django.core.signing import TimestampSigner
from django.test import Client

from suche.abo.models import Planung
from suche.models import Netzwerkfrage
from suche.page import form_protection
from tests.factories import KommuneFactory, publish_projekt
from tests.gemeinden import gemeindedatei
from wiki.gemeinden.heimat import COOKIE
from wiki.gemeinden.loading import load_file
from wiki.models import Kommune, Startseite
from wiki.platform.forms import protection

ALTENGLAN = "073365011002"
LABEL = "Altenglan, Gemeinde, Landkreis Kusel, Rheinland-Pfalz"


@pytest.fixture(autouse=True)
def register(db: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "gemeinden.csv"
    path.write_bytes(gemeindedatei())
    load_file(path, 2019)
    KommuneFactory(name="Land Rheinland-Pfalz", slug="land", typ=Kommune.Typ.LAND)
    monkeypatch.setattr(protection, "is_young", lambda *_: False)


def offered(client: Client, typed: str) -> list[str]:
    groups = client.get("/suche/kommunen/", {"q": typed}).json()["gruppen"]
    return [entry["text"] for group in groups for entry in group["eintraege"]]


def sent(client: Client, address: str, **fields: str) -> None:
    opened = TimestampSigner(salt=form_protection.Schutz.salt).sign("offen")
    response = client.post(address, {"zeit": opened, **fields})
    assert response.status_code == 302, response.content.decode()


def test_while_typing_every_municipality_is_offered_and_no_land(client: Client) -> None:
    assert offered(client, "alten")[0] == LABEL
    assert offered(client, "land rheinland") == []


def martinfeld() -> Kommune:
    found: Kommune = KommuneFactory(
        name="Martinfeld", slug="martinfeld", typ="Ortsteil", land="Thüringen"
    )
    return found


def test_a_kommune_that_the_register_lacks_is_offered_with_its_page(
    start: Startseite, client: Client
) -> None:
    publish_projekt(title="Dorfladen", kommunen=[martinfeld()])
    assert offered(client, "martinf") == ["Martinfeld, Ortsteil, Thüringen"]


def test_a_kommune_of_hidden_pages_only_is_not_offered_and_not_known(
    start: Startseite, client: Client
) -> None:
    publish_projekt(title="Dorfladen", kommunen=[martinfeld()]).unpublish()
    assert offered(client, "martinf") == []
    answer = client.post("/suche/heimat/", {"kommune": "Martinfeld"})
    assert (answer.status_code, COOKIE in client.cookies) == (400, False)


@pytest.mark.parametrize("typed", ["", "a", " a "])
def test_nothing_is_offered_for_one_letter(client: Client, typed: str) -> None:
    assert offered(client, typed) == []


def test_far_too_much_is_refused(client: Client) -> None:
    assert client.get("/suche/kommunen/", {"q": "x" * 201}).status_code == 400


def test_who_has_no_page_is_kept_by_the_official_key(client: Client) -> None:
    response = client.post("/suche/heimat/", {"kommune": LABEL})
    assert response.cookies[COOKIE].value == ALTENGLAN
    assert f'value="{LABEL}"' in client.get("/suche/heimat/").content.decode()


def test_who_has_a_page_is_kept_by_its_kuerzel(client: Client) -> None:
    KommuneFactory(name="Trier", slug="trier", ags="07211000")
    assert client.post("/suche/heimat/", {"kommune": "trier"}).cookies[COOKIE].value == "trier"


def test_a_name_of_several_is_asked_about_below_the_field(client: Client) -> None:
    response = client.post("/suche/heimat/", {"kommune": "Kusel"})
    assert response.status_code == 400
    text = response.content.decode()
    assert "Bitte wählen Sie Ihre aus." in text
    assert text.count('name="kommune-gemeint"') == 2
    chosen = "Kusel, Landkreis, Rheinland-Pfalz"
    response = client.post("/suche/heimat/", {"kommune": "Kusel", "kommune-gemeint": chosen})
    assert response.cookies[COOKIE].value == "07336"


def test_the_beginning_of_a_name_leads_to_a_choice_too(client: Client) -> None:
    text = client.post("/suche/heimat/", {"kommune": "Altengl"}).content.decode()
    assert f'value="{LABEL}"' in text


def test_any_municipality_can_plan_the_same(client: Client) -> None:
    fields = {"q": "Bienen", "stelle": "Bauamt", "postfach": "a@b.de", "einverstanden": "on"}
    sent(client, "/suche/planung/", kommune=LABEL, **fields)
    planung = Planung.objects.get()
    assert (planung.kommune, planung.ortsname) == (None, LABEL)
    assert planung.ort
    assert planung.ort.einwohner == 3_000
    sent(client, "/suche/planung/", kommune=LABEL, **fields)
    assert Planung.objects.count() == 1


def test_any_municipality_can_ask_the_network(client: Client) -> None:
    sent(client, "/suche/frage/", text="Wer hat Bienen?", kommune=LABEL)
    assert Netzwerkfrage.objects.get().ortsname == LABEL


@pytest.mark.parametrize(
    "address", ["/suche/planung/?q=Bienen", "/suche/frage/", "/suche/vorhaben/"]
)
def test_forms_know_the_own_municipality(client: Client, address: str) -> None:
    client.cookies[COOKIE] = ALTENGLAN
    assert f'value="{LABEL}"' in client.get(address).content.decode()


def test_an_entry_that_has_got_a_page_since_is_known_by_it(client: Client) -> None:
    KommuneFactory(name="Altenglan", slug="altenglan", ags="07336002")
    client.cookies[COOKIE] = ALTENGLAN
    assert client.get("/suche/").context["heimat"].slug == "altenglan"
