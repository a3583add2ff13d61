"""The report 'Index' of the CMS: what it says of a page, to whom, and its button."""

from datetime import timedelta
from typing import Any

import pytest
from django.contrib.auth.models import Group, Permission, User
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from wagtail.models import GroupPagePermission, Page

from einbettung.events.enqueue import enqueue_page
from einbettung.models import Dokument, Fassung
from tests.factories import publish_projekt
from tests.integration.conftest import IndexPages
from tests.integration.seiten import run_jobs, waiting_jobs
from wiki.models import Projektseite, Projektverzeichnis, Startseite

REPORT = "/admin/reports/index/"


@pytest.fixture
def chef(start: Startseite) -> Client:
    client = Client()
    client.force_login(User.objects.create(username="chef", is_superuser=True))
    return client


def editor(permission: str, *pages: Page) -> Client:
    """Somebody of a group that has this permission on these pages only."""
    group = Group.objects.create(name=f"{permission} {len(pages)}")
    group.permissions.add(Permission.objects.get(codename="access_admin"))
    for page in pages:
        GroupPagePermission.objects.create(group=group, page=page, permission_type=permission)
    user = User.objects.create(username=f"{permission}{len(pages)}")
    user.groups.add(group, Group.objects.get_or_create(name="Redaktion")[0])
    client = Client()
    client.force_login(user)
    return client


def reported(client: Client, page: Page) -> Any:
    (row,) = [row for row in client.get(REPORT).context["object_list"] if row.pk == page.pk]
    return row


def press(client: Client, page: Page, **options: Any) -> Any:
    return client.post(f"{REPORT}{page.pk}/neu/", **options)


def forget_jobs(page: Page) -> None:
    with connection.cursor() as cursor:
        lock = [f"seite-{page.pk}"]
        cursor.execute("UPDATE procrastinate_jobs SET status = 'succeeded' WHERE lock = %s", lock)


def let_job_end(page: Page, status: str) -> None:
    """As a worker does: todo, doing, then this status; the database writes the events."""
    with connection.cursor() as cursor:
        for step in ("doing", status):
            cursor.execute(
                "UPDATE procrastinate_jobs SET status = %s::procrastinate_job_status "
                "WHERE lock = %s AND status IN ('todo', 'doing')",
                [step, f"seite-{page.pk}"],
            )


def date_back(page: Page) -> None:
    """As if the page had been indexed an hour before it was published."""
    earlier = timezone.now() - timedelta(hours=1)
    Fassung.objects.filter(dokument=page.pk).update(indexiert_am=earlier)


def test_indexed_page_is_up_to_date(chef: Client, index: IndexPages) -> None:
    page = publish_projekt("Bienen auf dem Rathausdach")
    index()
    row = reported(chef, page)
    assert (row.index_stand, row.rueckstand, row.fehler) == ("aktuell", "", 0)
    assert row.chunks == Dokument.objects.get().chunks.count() > 0
    assert row.indexiert_am == Fassung.objects.get().indexiert_am


def test_page_without_rows_is_missing(chef: Client) -> None:
    page = publish_projekt()
    row = reported(chef, page)
    assert (row.index_stand, row.indexiert_am, row.chunks) == ("fehlt", None, 0)
    assert row.rueckstand


def test_page_changed_since_is_out_of_date(chef: Client, index: IndexPages) -> None:
    page = publish_projekt("Bienen")
    index()
    page.kurzfassung = "Nun mit Hummeln."
    page.save_revision().publish()
    assert reported(chef, page).index_stand == "veraltet"
    assert reported(chef, page).rueckstand


def test_page_published_without_a_change_is_up_to_date(chef: Client, index: IndexPages) -> None:
    page = publish_projekt("Bienen")
    index()
    date_back(page)
    assert (reported(chef, page).index_stand, reported(chef, page).rueckstand) == ("aktuell", "")


def test_page_of_another_model_is_out_of_date(chef: Client, index: IndexPages) -> None:
    page = publish_projekt("Bienen")
    index()
    Fassung.objects.update(modell="anderes@123")
    assert reported(chef, page).index_stand == "veraltet"


def test_rows_of_a_page_that_is_offline_are_orphans(chef: Client, index: IndexPages) -> None:
    page = publish_projekt("Bienen")
    index()
    page.unpublish()
    assert reported(chef, page).index_stand == "verwaist"


def test_pages_that_are_not_searched_are_not_listed(chef: Client) -> None:
    draft = publish_projekt()
    draft.unpublish()
    assert not chef.get(REPORT).context["object_list"]


def test_what_needs_care_stands_first(chef: Client, index: IndexPages) -> None:
    done = publish_projekt("Bienen", title="Amsel")
    index()
    missing = publish_projekt(title="Zaunkönig")
    rows = chef.get(REPORT).context["object_list"]
    assert [row.pk for row in rows] == [missing.pk, done.pk]


def test_failed_jobs_are_counted(chef: Client) -> None:
    page = publish_projekt()
    let_job_end(page, "failed")
    enqueue_page(page.pk)
    let_job_end(page, "failed")
    assert reported(chef, page).fehler == 2


def test_failures_are_over_when_a_job_went_well(chef: Client) -> None:
    page = publish_projekt()
    let_job_end(page, "failed")
    with connection.cursor() as cursor:  # all of a transaction has one time
        cursor.execute("UPDATE procrastinate_events SET at = at - interval '1 minute'")
    enqueue_page(page.pk)
    let_job_end(page, "succeeded")
    assert reported(chef, page).fehler == 0


def test_failures_are_over_when_the_page_was_indexed(chef: Client, index: IndexPages) -> None:
    page = publish_projekt("Bienen")
    let_job_end(page, "failed")
    index()
    assert reported(chef, page).fehler == 0


def test_button_enqueues_one_job_and_says_so(chef: Client, index: IndexPages) -> None:
    page = publish_projekt("Bienen", title="Bienenstöcke")
    forget_jobs(page)
    press(chef, page)
    answer = press(chef, page, follow=True).content.decode()
    assert len(waiting_jobs(page.pk)) == 1
    assert "„Bienenstöcke“ ist zum Indexieren eingereiht." in answer


def test_button_mends_an_orphan(chef: Client, index: IndexPages) -> None:
    page = publish_projekt("Bienen")
    index()
    Page.objects.filter(pk=page.pk).update(live=False)
    press(chef, page)
    run_jobs(page.pk)
    assert not Dokument.objects.exists()


def test_button_wants_a_post_with_a_token(chef: Client) -> None:
    page = publish_projekt()
    forget_jobs(page)
    assert chef.get(f"{REPORT}{page.pk}/neu/").status_code == 405
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(User.objects.get())
    assert press(strict, page).status_code == 403
    assert not waiting_jobs(page.pk)


def test_button_works_with_the_token_of_its_form(chef: Client) -> None:
    page = publish_projekt()
    forget_jobs(page)
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(User.objects.get())
    form = strict.get(REPORT).content.decode().split(f'action="{REPORT}{page.pk}/neu/"')[1]
    token = form.split('name="csrfmiddlewaretoken" value="')[1].split('"')[0]
    press(strict, page, data={"csrfmiddlewaretoken": token})
    assert len(waiting_jobs(page.pk)) == 1


@pytest.fixture
def elsewhere(start: Startseite) -> Projektseite:
    """A page outside the Projektverzeichnis of the others."""
    publish_projekt(title="Vorhaben Biber")
    page = publish_projekt(title="Vorhaben Amsel")
    other = start.add_child(instance=Projektverzeichnis(title="Intern", slug="intern"))
    page.move(other, pos="last-child")
    forget_jobs(page)
    return Projektseite.objects.get(pk=page.pk)


def test_editor_sees_only_pages_of_their_own_part(elsewhere: Projektseite) -> None:
    client = editor("publish", Projektverzeichnis.objects.get(slug="projekte"))
    assert "Biber" in client.get(REPORT).content.decode()
    for address in (REPORT, f"{REPORT}liste/", f"{REPORT}?q=Vorhaben"):
        assert "Amsel" not in client.get(address).content.decode()
    assert press(client, elsewhere).status_code == 404
    assert not waiting_jobs(elsewhere.pk)


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_export_holds_what_the_report_shows(
    kind: str, chef: Client, elsewhere: Projektseite
) -> None:
    answer = chef.get(REPORT, {"export": kind})
    content = b"".join(answer.streaming_content)  # type: ignore[attr-defined]
    assert content.startswith(b"PK" if kind == "xlsx" else b"Seite,Stand,Zuletzt")
    if kind == "csv":
        assert "Vorhaben Amsel,fehlt," in content.decode()


def test_export_leaves_out_pages_of_others(elsewhere: Projektseite) -> None:
    client = editor("publish", Projektverzeichnis.objects.get(slug="projekte"))
    answer = client.get(REPORT, {"export": "csv"})
    assert b"Amsel" not in b"".join(answer.streaming_content)  # type: ignore[attr-defined]


def test_who_may_not_publish_has_no_button(elsewhere: Projektseite) -> None:
    client = editor("change", Page.get_first_root_node())
    assert "Amsel" in client.get(REPORT).content.decode()
    assert "/neu/" not in client.get(REPORT).content.decode()
    assert press(client, elsewhere).status_code == 302
    assert not waiting_jobs(elsewhere.pk)


def test_somebody_without_pages_has_no_report(elsewhere: Projektseite) -> None:
    client = editor("publish")
    assert client.get(REPORT).status_code == 302
    assert REPORT not in client.get("/admin/").content.decode()


def test_report_stands_in_the_menu(chef: Client) -> None:
    assert REPORT in chef.get("/admin/").content.decode()


@pytest.mark.parametrize("ordering", ["title", "-title", "indexiert_am", "-chunks"])
def test_report_can_be_sorted(ordering: str, chef: Client, elsewhere: Projektseite) -> None:
    assert chef.get(REPORT, {"ordering": ordering}).status_code == 200


def test_more_pages_cost_no_more_queries(chef: Client, index: IndexPages) -> None:
    publish_projekt("Bienen")
    index()
    chef.get(REPORT)
    with CaptureQueriesContext(connection) as few:
        chef.get(REPORT)
    for _ in range(3):
        publish_projekt("Hummeln")
    index()
    chef.get(REPORT)
    with CaptureQueriesContext(connection) as many:
        chef.get(REPORT)
    assert len(many) == len(few)
