"""Why Wagtail's own API is not mounted (docs/api.md): what it would tell and do. Whoever sees one
of these fail after an upgrade looks again whether it can be."""

from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser, User
from django.contrib.sessions.backends.db import SessionStore
from django.http import HttpRequest
from django.test import RequestFactory
from wagtail.api.v3.querysets import get_pages_queryset
from wagtail.api.v3.routers.pages import router
from wagtail.api.v3.schemas.pages import PageMetaSchema
from wagtail.models import Page, PageViewRestriction

from wiki.models import Projektseite
from wiki.visibility import visible_to

pytestmark = pytest.mark.django_db


def request_of(user: Any) -> HttpRequest:
    request = RequestFactory().get("/api/v3/pages/")
    request.user, request.session = user, SessionStore()
    return request


def test_a_token_would_show_what_its_owner_may_edit(bienen: Projektseite) -> None:
    Page.objects.get(pk=bienen.pk).unpublish()
    request = request_of(User.objects.create_superuser("root"))
    assert get_pages_queryset(request).filter(pk=bienen.pk).exists()
    assert not visible_to(Page.objects.filter(pk=bienen.pk), request).exists()


def test_a_token_would_hide_what_its_owner_may_only_read(bienen: Projektseite) -> None:
    request = request_of(User.objects.create_user("anna"))
    assert not get_pages_queryset(request).exists()
    assert visible_to(Page.objects.filter(pk=bienen.pk), request).exists()


def test_a_password_typed_in_a_browser_would_count(bienen: Projektseite) -> None:
    restriction = PageViewRestriction.objects.create(
        page=bienen, restriction_type=PageViewRestriction.PASSWORD, password="x"
    )
    request = request_of(AnonymousUser())
    key = restriction.passed_view_restrictions_session_key
    request.session[key] = [restriction.pk]
    assert get_pages_queryset(request).filter(pk=bienen.pk).exists()


def test_the_title_of_a_hidden_page_above_would_be_told(bienen: Projektseite) -> None:
    Page.objects.filter(pk=bienen.get_parent().pk).update(live=False)
    above = PageMetaSchema.resolve_parent(Page.objects.get(pk=bienen.pk), {})
    assert above is not None
    assert not above.live


def test_it_cannot_be_had_without_what_changes_pages() -> None:
    methods = {
        m for view in router.path_operations.values() for o in view.operations for m in o.methods
    }
    assert methods > {"GET"}
