"""A page whose time is over is gone with the next question, in a process that has asked before."""

import pytest
from django.utils import timezone
from wagtail.models import Page

from wiki.visibility import anonymous_request, visible_ids

from .private_pages import World

pytestmark = [pytest.mark.django_db, pytest.mark.real_model]


def test_the_time_is_that_of_the_question(world: World) -> None:
    seen = visible_ids(anonymous_request())
    page_id = max(seen)
    Page.objects.filter(pk=page_id).update(expire_at=timezone.now())
    assert visible_ids(anonymous_request()) == seen - {page_id}
