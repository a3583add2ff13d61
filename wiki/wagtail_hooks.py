"""Kommune, Thema and tags in the CMS; the rule for aliases of private pages. What editors and
authors get besides is in the hooks of `redaktion`, `mitmachen` and `gueltigkeit`."""

from typing import Any

from django.http import Http404, HttpRequest
from django.urls import reverse
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.models import Page
from wagtail.snippets.models import register_snippet

from .gueltigkeit import hooks as gueltigkeit_hooks  # noqa: F401 - registers
from .mitmachen import hooks as mitmachen_hooks  # noqa: F401 - registers
from .redaktion import hooks as redaktion_hooks  # noqa: F401 - registers
from .redaktion.benutzung.viewsets import KommuneViewSet, SchlagwortViewSet, ThemaViewSet
from .sprache.choosing import speak
from .sprache.pages import is_translated_page
from .visibility import visible_to


@hooks.register("before_serve_page")
def refuse_hidden_page(
    page: Page, request: HttpRequest, serve_args: Any, serve_kwargs: Any
) -> None:
    """Wagtail tests an alias's own way up and its source, but not the source's way up: the alias of
    a page in a closed section would be open to all. And it serves a page whose time is over until a
    job takes it offline."""
    may_hide = page.alias_of_id or page.expire_at
    if may_hide and not visible_to(Page.objects.filter(pk=page.pk), request).exists():
        raise Http404


@hooks.register("before_serve_page")
def speak_where_translated(
    page: Page, request: HttpRequest, serve_args: Any, serve_kwargs: Any
) -> None:
    """Answers in the visitor's language if this kind of page is translated."""
    if is_translated_page(page):
        speak(request)


@hooks.register("register_settings_menu_item")
def offer_sign_in_pages() -> MenuItem:
    """Second factor, password and devices: for everybody who may enter the CMS."""
    address = reverse("mfa_index")
    return MenuItem("Anmeldung und Geräte", address, name="anmeldung", icon_name="key", order=900)


register_snippet(KommuneViewSet)
register_snippet(ThemaViewSet)
register_snippet(SchlagwortViewSet)
