"""Writing a page: amounts as people write them, one wrong entry, remarks, a schedule."""

from datetime import timedelta
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.core import mail
from django.db import connection, transaction
from django.http import QueryDict
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from procrastinate.contrib.django.models import ProcrastinateJob
from wagtail.models import Comment, PageSubscription

from tests.factories import publish_projekt
from tests.integration.conftest import KeepRows
from tests.integration.rollen import edit, form_data, logged_in, person
from wiki.models import Kommune, Projektseite
from wiki.redaktion.bemerkungen.mentions import send_mention
from wiki.redaktion.form import one_at_a_time
from wiki.redaktion.form.form_state import wrong_entries

pytestmark = pytest.mark.usefixtures("kept_own")
JSON = {"Accept": "application/json"}
WRONG_SOURCE = {
    "quellen-TOTAL_FORMS": "1",
    "quellen-0-bezeichnung": "Ratsvorlage",
    "quellen-0-url": "siehe Homepage",
    "quellen-0-ORDER": "1",
    "quellen-0-id": "",
}


@pytest.fixture(scope="module")
def kept_own(kept: KeepRows, kept_anna: None) -> int:
    with kept():
        home = Kommune.objects.get(slug="heimstadt")
        return int(publish_projekt(title="Eigener Fall", slug="eigen", kommunen=[home]).pk)


@pytest.fixture
def own(kept_own: int, anna: User) -> Projektseite:
    return Projektseite.objects.get(pk=kept_own)


def autosave(client: Client, page: Projektseite, **fields: Any) -> Any:
    data = form_data(page.kommunen.get(), **fields)
    address = reverse("wagtailadmin_pages:edit", args=[page.pk])
    return client.post(address, data, headers=JSON)


def draft(page: Projektseite) -> Projektseite:
    return Projektseite.objects.get(pk=page.pk).get_latest_revision_as_object()


@pytest.mark.parametrize(
    ("typed", "remark", "stored"),
    [
        ("12.000 €", "", (12000, "")),
        ("12.345,67 €", "", (12346, "12.345,67 €")),
        ("ca. 12 T€", "ohne Personal", (None, "ca. 12 T€; ohne Personal")),
        ("", "", (None, "")),
    ],
)
def test_an_amount_is_read_as_the_import_does(
    anna: User, own: Projektseite, typed: str, remark: str, stored: tuple[int | None, str]
) -> None:
    fields = {"kosten_einmalig": typed, "kosten_einmalig_hinweis": remark}
    assert autosave(logged_in(anna), own, **fields).status_code == 200
    page = draft(own)
    assert (page.kosten_einmalig, page.kosten_einmalig_hinweis) == stored


@pytest.mark.parametrize(
    "wrong",
    [
        {"kosten_einmalig": "Hans"},
        {"laufzeit_von": "seit 2018"},
        {"kontakt_postfach": "siehe Homepage"},
        {"laufzeit_von": "2020", "laufzeit_bis": "2018"},
        {"gueltig_bis": "31.02.2026"},
        WRONG_SOURCE,
    ],
    ids=lambda wrong: next(iter(wrong)),
)
def test_one_wrong_entry_stops_neither_autosave_nor_preview(
    anna: User, own: Projektseite, wrong: dict[str, str]
) -> None:
    client = logged_in(anna)
    answer = autosave(client, own, foerderung="Landesmittel", **wrong)
    assert answer.json()["success"]
    assert draft(own).foerderung == "Landesmittel"
    address = reverse("wagtailadmin_pages:preview_on_edit", args=[own.pk])
    preview = client.post(address, form_data(own.kommunen.get(), **wrong))
    assert preview.json() == {"is_valid": True, "is_available": True}


@pytest.mark.parametrize("is_new", [True, False])
def test_a_page_is_previewed_before_it_has_a_title(
    anna: User, own: Projektseite, is_new: bool
) -> None:
    client = logged_in(anna)
    new = reverse(
        "wagtailadmin_pages:preview_on_add", args=["wiki", "projektseite", own.get_parent().pk]
    )
    address = new if is_new else reverse("wagtailadmin_pages:preview_on_edit", args=[own.pk])
    assert "Vorschau nicht verfügbar" in client.get(address).content.decode()
    data = form_data(own.kommunen.get(), title="", slug="", kurzfassung="Zählt Bienen.")
    assert client.post(address, data).json()["is_available"]
    assert "Zählt Bienen." in client.get(address).content.decode()


def test_a_day_that_is_sent_while_the_page_saves_itself_stays(
    anna: User, own: Projektseite, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The page has begun to save itself, and has waited for the form that came meanwhile."""
    client, kommune = logged_in(anna), own.kommunen.get()
    begun = autosave(client, own).json()["revision_id"]

    def meanwhile(_: int) -> None:
        client.post(edit(own), form_data(kommune, go_live_at="2090-03-01 08:00"))

    monkeypatch.setattr(one_at_a_time, "hold_page", meanwhile)
    answer = autosave(client, own, overwrite_revision_id=begun)
    assert answer.json()["error_code"] == "invalid_revision"
    assert draft(own).go_live_at.year == 2090


def test_nobody_stores_a_page_while_it_saves_itself(own: Projektseite) -> None:
    with CaptureQueriesContext(connection) as asked, transaction.atomic():
        one_at_a_time.hold_page(own.pk)
    assert any("FOR UPDATE" in query["sql"] for query in asked)


def test_what_is_wrong_is_said_and_does_not_count() -> None:
    data = QueryDict(mutable=True)
    data.update({"kosten_einmalig": "Hans", "laufzeit_von": "2020", "laufzeit_bis": "2018"})
    assert [hinweis.feld for hinweis in wrong_entries(data)] == ["kosten_einmalig", "laufzeit_bis"]


def test_who_presses_the_button_is_shown_what_is_wrong(anna: User, own: Projektseite) -> None:
    data = form_data(own.kommunen.get(), kosten_einmalig="Hans")
    page = logged_in(anna).post(reverse("wagtailadmin_pages:edit", args=[own.pk]), data)
    assert "„Hans“ ist kein Betrag" in page.content.decode()


def test_a_source_has_a_day_that_there_is(anna: User, own: Projektseite) -> None:
    source = WRONG_SOURCE | {"quellen-0-url": "", "quellen-0-datum": "2024-06-31"}
    data = form_data(own.kommunen.get(), **source)
    page = logged_in(anna).post(reverse("wagtailadmin_pages:edit", args=[own.pk]), data)
    assert "Diesen Tag gibt es nicht." in page.content.decode()


def remark(text: str) -> dict[str, str]:
    return {
        "comments-TOTAL_FORMS": "1",
        "comments-0-text": text,
        "comments-0-contentpath": "kurzfassung",
        "comments-0-position": "",
        "comments-0-id": "",
        "comments-0-replies-TOTAL_FORMS": "0",
        "comments-0-replies-INITIAL_FORMS": "0",
    }


def test_who_is_named_in_a_remark_gets_a_mail(anna: User, own: Projektseite) -> None:
    rita = person("rita")
    User.objects.update(email="stelle@stadt.de")
    autosave(logged_in(anna), own, **remark("@rita: stimmt das <so>? Auch @fremd?"))
    comment = Comment.objects.get()
    (job,) = ProcrastinateJob.objects.filter(task_name="wiki.tasks.mail_erwaehnung")
    assert job.args == {"kind": "Comment", "remark_id": comment.pk, "user_id": rita.pk}
    mail.outbox.clear()
    send_mention("Comment", comment.pk, rita.pk)
    (letter,) = mail.outbox
    assert "stimmt das <so>?" in letter.body
    assert f"/admin/pages/{own.pk}/edit/" in letter.body


def test_nobody_is_told_of_a_page_that_they_may_not_edit(own: Projektseite) -> None:
    stranger = User.objects.create(username="fremd", email="fremd@stadt.de")
    comment = Comment.objects.create(page=own, user=stranger, text="@fremd", contentpath="titel")
    send_mention("Comment", comment.pk, stranger.pk)
    assert mail.outbox == []


@pytest.mark.parametrize(("writes_still", "told"), [(True, 1), (False, 0)])
def test_who_follows_remarks_hears_of_them_while_they_may_edit(
    anna: User, own: Projektseite, writes_still: bool, told: int
) -> None:
    rita = person("rita")
    User.objects.update(email="stelle@stadt.de")
    PageSubscription.objects.create(page=own, user=anna, comment_notifications=True)
    if not writes_still:
        anna.mitarbeit.all().delete()
    autosave(logged_in(rita), own, **remark("Bitte vertraulich behandeln."))
    assert Comment.objects.exists()
    assert len(mail.outbox) == told


def test_names_are_offered_to_those_who_may_edit_the_page(anna: User, own: Projektseite) -> None:
    person("rita")
    address = reverse("projekt_personen", args=[own.pk])
    assert logged_in(anna).get(address, {"q": "ri"}).json() == ["rita"]
    foreign = publish_projekt(title="Fremd", kommunen=[Kommune.objects.get(slug="fremdstadt")])
    assert logged_in(anna).get(reverse("projekt_personen", args=[foreign.pk])).status_code == 404


def test_who_is_not_meant_is_not_asked_about(anna: User, own: Projektseite) -> None:
    client, address = logged_in(anna), reverse("projekt_personen", args=[own.pk])
    client.get(address)  # what a process keeps
    counted = []
    for name in ("berta", "carla"):
        other = User.objects.create(username=name)
        other.groups.set(anna.groups.all())
        with CaptureQueriesContext(connection) as asked:
            assert client.get(address, {"q": "anna"}).json() == ["anna"]
        counted.append(len(asked))
    assert counted[0] == counted[1]


def test_an_author_proposes_a_day_and_the_approval_makes_it_count(
    anna: User, own: Projektseite
) -> None:
    page = logged_in(anna).get(reverse("wagtailadmin_pages:edit", args=[own.pk]))
    assert 'id="schedule-publishing-dialog"' in page.content.decode()
    day = timezone.localtime() + timedelta(days=3)
    autosave(logged_in(anna), own, expire_at=day.strftime("%d.%m.%Y %H:%M"))
    own.refresh_from_db()
    assert own.expire_at is None
    own.get_workflow().start(own, anna)
    own.current_workflow_task_state.approve(user=person("rita"))
    own.refresh_from_db()
    assert own.expire_at is not None


def test_who_decides_is_shown_what_has_changed(anna: User, own: Projektseite) -> None:
    own.get_workflow().start(own, anna)
    address = reverse("wagtailadmin_pages:edit", args=[own.pk])
    page = logged_in(person("rita")).get(address).content.decode()
    differences = reverse("projekt_pruefen", args=[own.pk])
    assert differences in page
    assert "Dieser Text wartet auf Ihre Freigabe" in page
    assert differences not in logged_in(anna).get(address).content.decode()
