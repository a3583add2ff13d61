"""Page events ring; one job per page waits in the same transaction."""

from django.db import transaction
from wagtail.models import Page

from tests.factories import publish_projekt
from wiki.models import Startseite, Textseite

from .conftest import IndexPages
from .seiten import BIENEN, run_jobs, waiting_jobs


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


def _published_and_indexed() -> Page:
    """A page whose job is done and out of the queue."""
    page = publish_projekt(BIENEN)
    assert run_jobs(page.pk) == 1
    return page
