"""A page whose time is over is gone with the next question, in a process that has asked before."""

from django.utils import timezone
from wagtail.models import Page

from tests.factories import publish_projekt
from wiki.models import Startseite
from wiki.visibility import anonymous_request, visible_ids


def test_the_time_is_that_of_the_question(start: Startseite) -> None:
    page = publish_projekt("Ein Seniorenbus fährt auf Zuruf.")
    assert page.pk in visible_ids(anonymous_request())
    Page.objects.filter(pk=page.pk).update(expire_at=timezone.now())
    assert page.pk not in visible_ids(anonymous_request())
