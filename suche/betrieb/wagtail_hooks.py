"""The operator's pages in the CMS."""

from typing import Any

from django.urls import URLPattern, path, reverse
from wagtail import hooks
from wagtail.admin.widgets.button import Button

from .person.views import person


@hooks.register("register_admin_urls")
def register_admin_urls() -> list[URLPattern]:
    return [path("person/", person, name="person")]


@hooks.register("register_user_listing_buttons")
def offer_person(user: Any, request_user: Any) -> list[Button]:
    """Offers administrators, behind each account, the page on what is kept of its person. The
    account is named by its number."""
    if not request_user.is_superuser:
        return []
    address = f"{reverse('person')}?konto={user.pk}"
    return [Button("Auskunft und Löschen", address, icon_name="download", priority=50)]
