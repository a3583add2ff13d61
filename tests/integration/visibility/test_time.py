"""A page whose time is over is gone with the next question, in a process that has asked before."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from wagtail.models import Page, PageViewRestriction

from wiki.visibility import anonymous_request, visible_ids

from .private_pages import World

pytestmark = [pytest.mark.django_db, pytest.mark.real_model]


def test_the_time_is_that_of_the_question(world: World) -> None:
    seen = visible_ids(anonymous_request())
    page_id = max(seen)
    Page.objects.filter(pk=page_id).update(expire_at=timezone.now())
    assert visible_ids(anonymous_request()) == seen - {page_id}


def test_what_everybody_may_read_is_asked_once_until_something_changes(world: World) -> None:
    seen, (page_id, *_) = visible_ids(anonymous_request()), visible_ids(anonymous_request())
    with CaptureQueriesContext(connection) as queries:
        assert visible_ids(anonymous_request()) is seen
    assert len(queries) == 1  # which tables have changed
    restriction = PageViewRestriction.objects.create(page_id=page_id, restriction_type="login")
    assert page_id not in visible_ids(anonymous_request())
    restriction.delete()
    assert visible_ids(anonymous_request()) == seen


def test_a_time_that_comes_is_noticed_without_a_change(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    page_id, end = max(visible_ids(anonymous_request())), timezone.now() + timedelta(hours=1)
    Page.objects.filter(pk=page_id).update(expire_at=end)
    assert page_id in visible_ids(anonymous_request())
    monkeypatch.setattr(timezone, "now", lambda: end)
    assert page_id not in visible_ids(anonymous_request())
