"""Events reach a receiver that is a process of its own: signed, and as anybody may read them."""

import json
from collections.abc import Callable
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test import Client
from procrastinate.contrib.django.models import ProcrastinateJob
from standardwebhooks.webhooks import Webhook as Signature
from wagtail.models import PageViewRestriction

from suche.luecken.models import Luecke
from suche.luecken.signals import luecke_asked, luecke_closed
from suche.webhooks import delivery
from suche.webhooks.models import Webhook
from suche.webhooks.posting import NotDelivered
from suche.webhooks.tasks import AGAIN
from tests.factories import publish_projekt
from tests.integration.rollen import logged_in, person
from wiki.models import Startseite
from wiki.redaktion.rollen.rollen import setup_roles

from .conftest import Receiver

pytestmark = pytest.mark.django_db
Start = Callable[..., Receiver]
Ereignis = Webhook.Ereignis


def hook(address: str = "https://chat.example/hook", **fields: Any) -> Webhook:
    given = {"name": "IT", "ereignisse": Ereignis.values, "adresse": address}
    return Webhook.objects.create(**(given | fields))


def jobs() -> list[dict[str, Any]]:
    found = ProcrastinateJob.objects.filter(task_name="suche.webhooks.tasks.deliver")
    return list(found.order_by("id").values_list("args", flat=True))


def work() -> None:
    """What the worker does with all jobs that wait."""
    for args in jobs():
        delivery.send(**args)


def events() -> list[str]:
    return [job["ereignis"] for job in jobs()]


def body(receiver: Receiver) -> Any:
    [got] = receiver.got
    return json.loads(got["body"])


def test_a_new_project_is_told_signed(start: Startseite, receiver: Start) -> None:
    it = receiver()
    made = hook(it.address)
    page = publish_projekt(title="Kita-Anmeldung", slug="kita")
    work()
    [got] = it.got
    assert got["path"] == "/hook?an=it"
    said = Signature(made.geheimnis).verify(got["body"], got["headers"])
    assert said["type"] == Ereignis.NEU
    assert said["data"]["projekt"]["id"] == page.pk
    made.refresh_from_db()
    assert made.ergebnis == "zugestellt"


def test_only_the_first_publication_is_news(start: Startseite) -> None:
    hook()
    page = publish_projekt()
    page.save_revision().publish()
    assert events() == [Ereignis.NEU]


def test_a_status_is_told_with_the_one_before(start: Startseite, receiver: Start) -> None:
    it = receiver()
    page = publish_projekt(status="planung")
    hook(it.address)
    page.status = "betrieb"
    page.save_revision()  # a draft is no event
    assert events() == []
    page.latest_revision.publish()
    work()
    data = body(it)["data"]
    assert (data["status_vorher"], data["projekt"]["status"]) == ("in Planung", "im Betrieb")


def test_a_status_that_nobody_could_read_is_not_told(start: Startseite) -> None:
    page = publish_projekt(status="planung")
    restriction = PageViewRestriction.objects.create(page=page, restriction_type="login")
    hook()
    page.status = "betrieb"
    page.save_revision().publish()
    restriction.delete()
    assert events() == []


def test_a_page_that_is_closed_meanwhile_is_not_told(start: Startseite, receiver: Start) -> None:
    it = receiver()
    hook(it.address)
    page = publish_projekt()
    PageViewRestriction.objects.create(page=page, restriction_type="login")
    work()
    assert it.got == []


def test_questions_are_told_without_their_words(start: Startseite, receiver: Start) -> None:
    it = receiver()
    hook(it.address)
    luecke = Luecke.objects.create(frage="Wer mäht den Geheimgarten?", anzahl=3)
    luecke_asked.send(Luecke, luecke_id=luecke.pk)
    work()
    assert "Geheimgarten" not in it.file.read_text()
    assert body(it)["data"]["adresse"].endswith(f"?luecke={luecke.pk}#luecke-{luecke.pk}")


def test_a_closed_gap_names_the_page_that_answers(start: Startseite, receiver: Start) -> None:
    page = publish_projekt(title="Mähroboter")
    it = receiver()
    hook(it.address)
    luecke = Luecke.objects.create(frage="Wer?", stand=Luecke.Stand.BEANTWORTET, antwort=page)
    luecke_closed.send(Luecke, luecke_id=luecke.pk)
    work()
    assert body(it)["data"]["titel"] == "Mähroboter"


def test_what_was_not_asked_for_is_not_told(start: Startseite) -> None:
    hook(ereignisse=[Ereignis.FRAGE])
    hook(aktiv=False)
    publish_projekt()
    assert events() == []


def test_a_receiver_that_fails_is_asked_again_with_the_same_id(
    start: Startseite, receiver: Start
) -> None:
    it = receiver(503, 200)
    made = hook(it.address)
    publish_projekt()
    with pytest.raises(NotDelivered):
        work()
    made.refresh_from_db()
    assert made.ergebnis == "Der Empfänger antwortet mit 503."
    work()
    first, again = it.got
    assert first["headers"]["webhook-id"] == again["headers"]["webhook-id"]


def test_failures_are_tried_again_for_hours() -> None:
    assert AGAIN.retry_exceptions == {NotDelivered}
    assert sum(5**n for n in range(1, (AGAIN.max_attempts or 0) + 1)) > 4 * 3600


def test_a_redirect_is_not_followed(start: Startseite, receiver: Start) -> None:
    hook(receiver(302).address)
    publish_projekt()
    with pytest.raises(NotDelivered, match="302"):
        work()


def test_a_receiver_that_is_gone_is_left_alone(start: Startseite, receiver: Start) -> None:
    made = hook(receiver(410).address)
    publish_projekt()
    work()
    made.refresh_from_db()
    assert not made.aktiv


def test_the_own_network_is_not_asked_unless_allowed(
    start: Startseite, receiver: Start, settings: Any
) -> None:
    it = receiver()
    settings.WEBHOOK_NETZE = ()
    made = hook(it.address)
    publish_projekt()
    work()
    made.refresh_from_db()
    assert (it.got, made.ergebnis) == ([], "Die Adresse liegt im eigenen Netz.")


def test_administrators_make_hooks(client: Client, start: Startseite) -> None:
    client.force_login(User.objects.create_superuser("root"))
    given = {"name": "Chat", "form": "teams", "ereignisse": [Ereignis.NEU], "aktiv": "on"}
    address = "/admin/snippets/webhooks/webhook/add/"
    client.post(address, given | {"adresse": "http://chat.example/"})
    assert not Webhook.objects.exists()
    client.post(address, given | {"adresse": "https://chat.example/"})
    made = Webhook.objects.get()
    assert made.geheimnis.startswith("whsec_")
    shown = client.get(f"/admin/snippets/webhooks/webhook/edit/{made.pk}/").content.decode()
    assert made.geheimnis in shown


def test_nobody_else_sees_them(start: Startseite) -> None:
    setup_roles()
    made = hook(adresse="https://chat.example/geheim")
    leitung = logged_in(person("lea"))
    for path in ("", "add/", f"edit/{made.pk}/"):
        answer = leitung.get(f"/admin/snippets/webhooks/webhook/{path}")
        assert answer.status_code in (302, 403)
        assert b"geheim" not in answer.content
