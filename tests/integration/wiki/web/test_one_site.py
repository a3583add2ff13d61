"""Wagtail is told the site of a request where there is only one."""

from django.test import RequestFactory
from pytest_django import DjangoAssertNumQueries
from wagtail.models import Page, Site

from wiki.models import Startseite
from wiki.web.one_site import know_site


def test_the_only_site_is_known_without_a_query(
    start: Startseite, rf: RequestFactory, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    request, only = rf.get("/"), Site.objects.get()
    know_site(request)
    with django_assert_num_queries(0):
        assert Site.find_for_request(request) == only


def test_of_two_sites_that_of_the_address_is_meant(start: Startseite, rf: RequestFactory) -> None:
    know_site(rf.get("/"))
    other = Site.objects.create(hostname="andere.example", root_page=Page.objects.get(depth=1))
    request = rf.get("/", HTTP_HOST="andere.example")
    know_site(request)
    assert Site.find_for_request(request) == other


def test_a_site_that_does_not_answer_for_all_addresses_is_looked_up(
    start: Startseite, rf: RequestFactory
) -> None:
    Site.objects.update(is_default_site=False, hostname="wiki.example")
    request = rf.get("/", HTTP_HOST="andere.example")
    know_site(request)
    assert Site.find_for_request(request) is None
