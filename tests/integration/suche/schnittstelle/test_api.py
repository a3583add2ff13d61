"""`/api/v1/`: what other programs are answered, and with whose rights."""

import json
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test import Client
from pytest_django import Settings
from wagtail.models import APIToken, PageViewRestriction

from tests.factories import ThemaFactory
from wiki.models import Projektseite, Thema, Verwandtschaft

pytestmark = pytest.mark.django_db


def get(client: Client, path: str, status: int = 200, *, by: str = "", **query: Any) -> Any:
    """`by`: the header Authorization, if any."""
    headers = {"Authorization": by} if by else {}
    answer = client.get(f"/api/v1/{path}", query, headers=headers)
    assert answer.status_code == status, answer.content
    return json.loads(answer.content)


def bearer(user: User) -> str:
    _, token = APIToken.create_token(user=user, name="Assistent")
    return f"Bearer {token}"


def test_a_question_gets_the_hits_of_the_page(client: Client, bienen: Projektseite) -> None:
    said = get(client, "suche", q="Bienenstöcke auf dem Rathausdach")
    first = said["treffer"][0]
    assert first["titel"] == bienen.title
    assert first["adresse"] == "http://testserver/projekte/bienen/"
    assert first["kommunen"][0]["ags"] == "07211000"
    assert first["stufe"] in ("passt gut", "verwandt")
    assert first["passage"]["text"]
    html = client.get("/suche/", {"q": "Bienenstöcke auf dem Rathausdach"}).content.decode()
    assert html.index(first["titel"]) > 0
    assert said["anzahl"] >= len(said["treffer"])


def test_how_the_question_was_taken_is_told_as_on_the_page(
    client: Client, bienen: Projektseite
) -> None:
    assert get(client, "suche", q="Bienenstöcke")["hinweise"] == []
    elsewhere = "Bienenstöcke in Idar-Oberstein"
    for question in (elsewhere, "Bienenstöcke ohne Rathausdach", "Rathausdach ohne Imker"):
        told = get(client, "suche", q=question)["hinweise"]
        page = " ".join(client.get("/suche/", {"q": question}).content.decode().split())
        assert told
        assert all(sentence.rstrip(".") in page for sentence in told)


def test_cursors_lead_through_all_hits(client: Client, bienen: Projektseite) -> None:
    whole = get(client, "suche", q="Bienenstöcke")
    found: list[int] = []
    cursor: str | None = ""
    while cursor is not None:
        said = get(client, "suche", q="Bienenstöcke", anzahl=2, weiter=cursor)
        found += [hit["id"] for hit in said["treffer"]]
        cursor = said["weiter"]
    assert found == [hit["id"] for hit in whole["treffer"]]
    assert len(found) == whole["anzahl"]


def test_filters_are_those_of_the_page(client: Client, bienen: Projektseite) -> None:
    said = get(client, "suche", q="Bienenstöcke", thema="gruen")
    assert [hit["id"] for hit in said["treffer"]] == [bienen.pk]


def test_a_project_is_told_with_costs_sources_and_gaps(
    client: Client, bienen: Projektseite
) -> None:
    said = get(client, f"projekte/{bienen.pk}")
    assert said["kosten_einmalig"] == 12_500
    assert said["themen"] == ["Grün"]
    assert any("Rathausdach" in part["text"] for part in said["abschnitte"])
    assert "Kosten" not in said["nicht_bekannt"]


def test_all_projects_are_listed_a_part_at_a_time(client: Client, bienen: Projektseite) -> None:
    first = get(client, "projekte", anzahl=3)
    rest = get(client, "projekte", anzahl=3, weiter=first["weiter"])
    ids = [project["id"] for project in first["projekte"] + rest["projekte"]]
    assert ids == sorted(Projektseite.objects.values_list("pk", flat=True))
    assert (first["anzahl"], rest["weiter"]) == (4, None)


def test_a_page_is_told_as_its_markdown_twin(client: Client, bienen: Projektseite) -> None:
    said = get(client, f"seiten/{bienen.pk}")
    assert said["markdown"] == client.get("/projekte/bienen/index.md").content.decode()
    get(client, f"seiten/{bienen.get_parent().pk}", 404)  # a list is no text


def test_kommunen_and_themen_are_counted(client: Client, bienen: Projektseite) -> None:
    assert get(client, "kommunen")["kommunen"][0]["projekte"] == 4
    ober = ThemaFactory(name="Umwelt", slug="umwelt")
    Thema.objects.filter(slug="gruen").update(oberthema=ober)
    themen = get(client, "themen")["themen"]
    told = [(t["name"], t["oberthema"], t["projekte"]) for t in themen]
    assert {("Grün", "Umwelt", 1), ("Umwelt", None, 1)} <= set(told)


def test_related_projects_are_not_shown_as_similar_ones_again(
    client: Client, bienen: Projektseite
) -> None:
    similar = get(client, f"projekte/{bienen.pk}/aehnliche")["projekte"]
    bienen.verwandte = [Verwandtschaft(ziel_id=page["id"]) for page in similar]
    bienen.save_revision().publish()
    text = client.get(bienen.url).content.decode()
    assert text.count(f'id="merken-{similar[0]["id"]}"') == 1
    assert "seite-aehnliche" not in text


def test_similar_projects_and_offices(client: Client, bienen: Projektseite) -> None:
    similar = get(client, f"projekte/{bienen.pk}/aehnliche")["projekte"]
    assert bienen.pk not in [page["id"] for page in similar]
    offices = get(client, "ansprechstellen", q="Bienenstöcke auf dem Rathausdach")["stellen"]
    assert "Trier" in offices[0]["kommunen"]


def test_a_sketch_is_compared(client: Client, bienen: Projektseite) -> None:
    text = "Wir möchten Bienenstöcke auf dem Rathausdach aufstellen, damit Obstwiesen blühen. " * 4
    answer = client.post("/api/v1/pruefen", {"text": text}, content_type="application/json")
    assert answer.status_code == 200
    assert "no-store" in answer["Cache-Control"]
    assert answer.json()["gelesen"].startswith("Wir möchten")


def test_half_of_a_pair_of_surrogates_is_refused(client: Client, db: None) -> None:
    text = json.dumps({"text": "Bienen auf dem Dach \ud800 " * 20})
    answer = client.post("/api/v1/pruefen", text, content_type="application/json")
    assert answer.status_code == 400


def test_who_has_the_answer_is_told_so(client: Client, bienen: Projektseite) -> None:
    answer = client.get(f"/api/v1/projekte/{bienen.pk}")
    again = client.get(f"/api/v1/projekte/{bienen.pk}", HTTP_IF_NONE_MATCH=answer["ETag"])
    assert (again.status_code, again.content) == (304, b"")


def test_a_token_reads_what_its_owner_may_read(client: Client, bienen: Projektseite) -> None:
    PageViewRestriction.objects.create(page=bienen, restriction_type="login")
    user = User.objects.create(username="dora")
    get(client, f"projekte/{bienen.pk}", 404)
    assert get(client, f"projekte/{bienen.pk}", by=bearer(user))["id"] == bienen.pk


def test_a_browser_that_is_logged_in_is_nobody(client: Client, bienen: Projektseite) -> None:
    """Else another site could ask in the name of whoever is logged in."""
    PageViewRestriction.objects.create(page=bienen, restriction_type="login")
    client.force_login(User.objects.create(username="dora"))
    get(client, f"projekte/{bienen.pk}", 404)


@pytest.mark.parametrize("token", ["Bearer x", "Bearer wagtail_x", "Basic YTpi", "Bearer "])
def test_a_token_that_is_not_valid_is_refused(
    client: Client, bienen: Projektseite, token: str
) -> None:
    said = get(client, "themen", 401, by=token)
    assert said["type"] == "urn:wissens-wiki:fehler:token"


def test_tokens_of_locked_accounts_and_withdrawn_ones_are_refused(
    client: Client, bienen: Projektseite
) -> None:
    user = User.objects.create(username="dora", is_active=False)
    get(client, "themen", 401, by=bearer(user))


@pytest.mark.parametrize(
    ("path", "query", "status", "code"),
    [
        ("suche", {}, 422, "eingabe"),
        ("suche", {"q": "x" * 5_000}, 400, "frage"),
        ("suche", {"q": "Bienen", "status": "gibtsnicht"}, 400, "filter"),
        ("suche", {"q": "Bienen", "anzahl": "0"}, 422, "eingabe"),
        ("suche", {"q": "Bienen", "anzahl": "1e9"}, 422, "eingabe"),
        ("suche", {"q": "Bienen", "weiter": "kaputt"}, 400, "anfrage"),
        ("suche", {"q": "Bienen", "sortierung": "x"}, 400, "filter"),
        ("gibt/es/nicht", {}, 404, "nicht-gefunden"),
        ("projekte/0", {}, 422, "eingabe"),
        ("projekte/999999", {}, 404, "nicht-gefunden"),
        ("projekte/99999999999999999999", {}, 422, "eingabe"),
    ],
)
def test_what_is_wrong_is_a_problem(
    client: Client, bienen: Projektseite, path: str, query: dict[str, str], status: int, code: str
) -> None:
    answer = client.get(f"/api/v1/{path}", query)
    assert (answer.status_code, answer["Content-Type"]) == (status, "application/problem+json")
    assert answer.json()["type"] == f"urn:wissens-wiki:fehler:{code}"


def test_a_text_without_end_is_a_problem(client: Client, db: None) -> None:
    body = {"text": "a" * 3_000_000}
    answer = client.post("/api/v1/pruefen", body, content_type="application/json")
    assert (answer.status_code, answer["Content-Type"]) == (413, "application/problem+json")


def test_problems_are_told_in_english_to_those_who_ask_for_it(
    client: Client, bienen: Projektseite
) -> None:
    german = get(client, "suche", 400, q="x" * 5_000)
    wanted = {"Accept-Language": "en-GB,de;q=0.5"}
    english = client.get("/api/v1/suche", {"q": "x" * 5_000}, headers=wanted).json()
    assert german["title"] == "Diese Frage kann die Suche nicht lesen."
    assert (english["title"], "detail" in english) == ("The question cannot be read.", False)


def test_who_asks_too_often_has_to_wait(client: Client, bienen: Projektseite) -> None:
    for _ in range(60):
        get(client, "themen")
    pretended = {"X-Forwarded-For": "203.0.113.9"}  # whoever asks may write this
    answer = client.get("/api/v1/themen", headers=pretended)
    assert answer.status_code == 429
    assert 0 < int(answer["Retry-After"]) <= 60
    get(client, "themen", by=bearer(User.objects.create(username="dora")))


def test_a_connection_with_many_addresses_is_one_sender(
    client: Client, bienen: Projektseite, settings: Settings
) -> None:
    settings.API_RATE_ANONYMOUS = "2/min"
    addresses = ["2001:db8::1", "2001:db8::2", "2001:db8::ffff:3", "2001:db8:0:1::1", "fe80::1%2"]
    answers = [client.get("/api/v1/themen", REMOTE_ADDR=address) for address in addresses]
    assert [answer.status_code for answer in answers] == [200, 200, 429, 200, 200]


@pytest.mark.parametrize("path", ["suche", "themen", "kommunen", "projekte/1"])
@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
def test_nothing_can_be_changed(client: Client, path: str, method: str) -> None:
    assert getattr(client, method)(f"/api/v1/{path}").status_code == 405


def test_description_names_every_address(client: Client, db: None) -> None:
    said = get(client, "openapi.json")
    assert said["openapi"].startswith("3.1")
    assert all(
        operation["summary"] for path in said["paths"].values() for operation in path.values()
    )
