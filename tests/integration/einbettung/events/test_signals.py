"""Page events ring; one job per page waits in the same transaction. What needs no event (a move, a
slug, privacy) leaves the index right without one."""

from datetime import timedelta
from typing import Any

import psycopg
import pytest
from django.core.management import call_command
from django.db import connection, transaction
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries
from taggit.models import Tag
from wagtail.models import Page, PageViewRestriction

from einbettung import tasks
from einbettung.events.enqueue import enqueue_page
from einbettung.indexing.audit import audit
from einbettung.model.active_model import model_signature
from einbettung.models import Dokument
from tests.factories import KommuneFactory, ThemaFactory, publish_projekt
from tests.integration.conftest import IndexPages
from tests.integration.seiten import BIENEN, run_jobs, titles_found, waiting_jobs
from wiki.models import Kommune, Projektseite, Projektverzeichnis, Startseite, Textseite, Thema


def test_publishing_enqueues_one_job(start: Startseite) -> None:
    page = publish_projekt(BIENEN)
    jobs = waiting_jobs(page.pk)
    assert [job.args for job in jobs] == [{"page_id": page.pk}]


def test_ten_publishes_leave_one_waiting_job(start: Startseite) -> None:
    page = publish_projekt(BIENEN)
    for number in range(9):
        page.title = f"Bienen {number}"
        page.save_revision().publish()
    assert len(waiting_jobs(page.pk)) == 1


def test_publishing_goes_on_working_after_a_taken_lock(start: Startseite) -> None:
    page = publish_projekt(BIENEN)
    with transaction.atomic():
        page.title = "Bienen, zweite Fassung"
        page.save_revision().publish()
    assert Page.objects.get(pk=page.pk).title == "Bienen, zweite Fassung"


def test_two_pages_have_a_job_each(start: Startseite) -> None:
    first, second = publish_projekt(BIENEN), publish_projekt(BIENEN)
    assert len(waiting_jobs(first.pk)) == len(waiting_jobs(second.pk)) == 1


def test_job_goes_with_a_transaction_that_is_rolled_back(start: Startseite) -> None:
    with transaction.atomic():
        page = publish_projekt(BIENEN)
        assert waiting_jobs(page.pk)
        transaction.set_rollback(True)
    assert not waiting_jobs(page.pk)


def test_unpublishing_enqueues_a_job(start: Startseite, index: IndexPages) -> None:
    page = _published_and_indexed()
    page.unpublish()
    assert len(waiting_jobs(page.pk)) == 1


def test_deleting_enqueues_a_job(start: Startseite, index: IndexPages) -> None:
    page = _published_and_indexed()
    page_id = page.pk
    page.delete()
    assert len(waiting_jobs(page_id)) == 1


def test_deleting_a_parent_enqueues_a_job_for_the_pages_below(
    start: Startseite, index: IndexPages
) -> None:
    page = _published_and_indexed()
    Page.objects.get(pk=page.get_parent().pk).delete()
    assert len(waiting_jobs(page.pk)) == 1


def test_autosaved_draft_enqueues_nothing(start: Startseite, index: IndexPages) -> None:
    page = _published_and_indexed()
    page.title = "Entwurf"
    page.save_revision()
    assert not waiting_jobs(page.pk)


def test_page_that_is_not_searched_enqueues_nothing(start: Startseite) -> None:
    page = start.add_child(instance=Textseite(title="Hilfe", slug="hilfe", text="<p>So.</p>"))
    page.save_revision().publish()
    assert not waiting_jobs(page.pk)


def test_alias_enqueues_a_job_when_it_is_made(start: Startseite) -> None:
    page = publish_projekt(BIENEN)
    alias = page.create_alias(update_slug="noch-einmal")
    assert len(waiting_jobs(alias.pk)) == 1


def test_renaming_a_kommune_enqueues_its_projects(start: Startseite, index: IndexPages) -> None:
    page = _published_and_indexed()
    kommune = page.kommunen.get()
    kommune.name = "Neustadt am Rennsteig"
    kommune.save()
    assert len(waiting_jobs(page.pk)) == 1


def test_copy_of_a_live_page_enqueues_a_job(start: Startseite) -> None:
    copied = publish_projekt(BIENEN).copy(update_attrs={"slug": "kopie"})
    assert copied.live
    assert len(waiting_jobs(copied.pk)) == 1


def test_unpublishing_takes_the_aliases_along(start: Startseite, index: IndexPages) -> None:
    page = _published_and_indexed()
    alias = page.create_alias(update_slug="noch-einmal")
    run_jobs(alias.pk)
    page.refresh_from_db()
    page.unpublish()
    run_jobs(page.pk)
    run_jobs(alias.pk)
    assert not Dokument.objects.exists()
    assert not _differences()


def test_scheduled_page_enqueues_a_job_when_it_goes_online(start: Startseite) -> None:
    page = _draft()
    page.go_live_at = timezone.now() + timedelta(hours=1)
    page.save_revision().publish()
    run_jobs(page.pk)  # scheduling rings, too, and changes nothing
    assert not Dokument.objects.exists()
    _make_due(page, go_live_at=timezone.now() - timedelta(minutes=1))
    assert len(waiting_jobs(page.pk)) == 1


def test_expiring_page_enqueues_a_job(start: Startseite, index: IndexPages) -> None:
    page = _published_and_indexed()
    _make_due(page, expire_at=timezone.now() - timedelta(minutes=1))
    assert not Page.objects.get(pk=page.pk).live
    assert len(waiting_jobs(page.pk)) == 1


@pytest.mark.real_model
def test_move_and_slug_need_no_job_and_results_lead_to_the_new_place(
    start: Startseite, index: IndexPages, client: Client
) -> None:
    page = _published_and_indexed()
    elsewhere = start.add_child(instance=Projektverzeichnis(title="Archiv", slug="archiv"))
    page.get_parent().specific.move(elsewhere, pos="last-child")
    page.refresh_from_db()
    page.slug = "umgezogen"
    page.save_revision().publish()
    assert not _differences()
    treffer = client.get("/suche/", {"q": "Bienenstöcke"}).context["treffer"]
    assert [entry.seite.url for entry in treffer] == ["/archiv/projekte/umgezogen/"]


@pytest.mark.real_model
def test_privacy_above_needs_no_job_and_acts_with_the_next_request(
    start: Startseite, index: IndexPages, client: Client
) -> None:
    page = _published_and_indexed()
    assert titles_found(client, "Bienenstöcke") == [page.title]
    PageViewRestriction.objects.create(page=page.get_parent(), restriction_type="login")
    assert titles_found(client, "Bienenstöcke") == []
    assert not waiting_jobs(page.pk)


@pytest.mark.parametrize("action", ["unpublish", "delete"])
def test_bulk_actions_enqueue_a_job_a_page(
    action: str, start: Startseite, index: IndexPages, admin_client: Client
) -> None:
    pages = [_published_and_indexed(), _published_and_indexed()]
    query = "&".join(f"id={page.pk}" for page in pages)
    admin_client.post(f"/admin/bulk/wagtailcore/page/{action}/?{query}&next=/admin/")
    assert [len(waiting_jobs(page.pk)) for page in pages] == [1, 1]


def test_bulk_publishing_enqueues_a_job_a_page(start: Startseite, admin_client: Client) -> None:
    page = _draft()
    admin_client.post(f"/admin/bulk/wagtailcore/page/publish/?id={page.pk}&next=/admin/")
    assert len(waiting_jobs(page.pk)) == 1


def _rename(named: Any) -> None:
    named.name = "Ein neuer Name"
    named.save()


def _delete(named: Any) -> None:
    named.delete()


@pytest.mark.parametrize("change", [_rename, _delete])
@pytest.mark.parametrize("kind", [Kommune, Thema, Tag])
def test_changed_name_reaches_the_index(
    kind: type[Any], change: Any, start: Startseite, index: IndexPages
) -> None:
    page = publish_projekt(
        BIENEN,
        kommunen=[KommuneFactory(), KommuneFactory()],
        themen=[ThemaFactory(), ThemaFactory()],
    )
    page.produkte.add("LoRaWAN")
    page.save_revision().publish()
    run_jobs(page.pk)
    change(kind.objects.order_by("pk")[0])
    assert _differences()
    assert run_jobs(page.pk) == 1
    assert not _differences()


def test_renaming_a_thema_costs_the_same_for_many_pages(
    start: Startseite, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    thema = ThemaFactory()
    pages = [publish_projekt(themen=[thema]) for _ in range(12)]
    for page in pages:
        _forget_jobs(page.pk)
    with django_assert_num_queries(8):
        _rename(thema)
    assert all(waiting_jobs(page.pk) for page in pages)


def test_waiting_job_is_held_until_the_change_is_committed(committed_start: Startseite) -> None:
    """Else a worker could begin it before, read the old page, and nothing would ring again."""
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM procrastinate_jobs")  # of other tests with real commits
    enqueue_page(4711)
    parameters = connection.get_connection_params()
    for name in ("context", "cursor_factory", "pool"):
        parameters.pop(name, None)
    with psycopg.connect(**parameters, autocommit=True) as worker:
        with transaction.atomic():
            enqueue_page(4711)
            assert _fetch(worker) is None
        assert _fetch(worker) is not None


def test_failed_attempt_leaves_a_job_for_later(
    start: Startseite, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tasks, "index_in_all_generations", _break)
    with pytest.raises(RuntimeError):
        tasks.index_page.func(page_id=4711)
    (job,) = waiting_jobs(4711)
    assert (job.args["attempt"], job.scheduled_at > timezone.now()) == (2, True)


def test_last_failed_attempt_leaves_none(
    start: Startseite, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tasks, "index_in_all_generations", _break)
    with pytest.raises(RuntimeError):
        tasks.index_page.func(page_id=4711, attempt=4)
    assert not waiting_jobs(4711)


def _published_and_indexed() -> Page:
    """A page whose job is done and out of the queue."""
    page = publish_projekt(BIENEN)
    assert run_jobs(page.pk) == 1
    return page


def _forget_jobs(page_id: int) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "DELETE FROM procrastinate_jobs WHERE queueing_lock = %s", [f"seite-{page_id}"]
        )


def _draft() -> Projektseite:
    page = Projektseite(
        title="Entwurf", slug="entwurf", kurzfassung="Noch nicht.", status="idee", live=False
    )
    page.kommunen, page.themen = [KommuneFactory()], [ThemaFactory()]
    Projektverzeichnis.objects.get().add_child(instance=page)
    page.save_revision()
    return page


def _make_due(page: Page, **moment: Any) -> None:
    """As if that time had come."""
    if "go_live_at" in moment:
        page.revisions.update(approved_go_live_at=moment["go_live_at"])
    Page.objects.filter(pk=page.pk).update(**moment)
    call_command("publish_scheduled", verbosity=0)


def _differences() -> list[Any]:
    return list(audit(model_signature()))


def _fetch(worker: "psycopg.Connection[Any]") -> Any:
    """The page's job, as a worker takes it."""
    worker.execute("INSERT INTO procrastinate_workers DEFAULT VALUES")
    taken = worker.execute(
        "SELECT id FROM procrastinate_fetch_job_v2('{index}', (SELECT max(id) FROM "
        "procrastinate_workers))"
    ).fetchone()
    return taken and taken[0]


def _break(*_: Any, **__: Any) -> None:
    raise RuntimeError("unverdaulich")
