"""Which addresses of the CMS each role may ask for: what is not listed is refused.

Wagtail decides at each address by itself who may see what, and brings new ones with each version.
Whoever adds an address for Autoren lists it here, and
`tests/integration/visibility/test_admin.py` then looks whether it shows what is hidden.
"""

import re
from collections.abc import Callable, Mapping
from fnmatch import fnmatchcase
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import Resolver404, ResolverMatch, resolve
from django.views.defaults import permission_denied
from wagtail import hooks

from wiki.models.mitarbeit import AUTOR, LEITUNG, REDAKTION

from .rechte import editable_pages

# Names of addresses, with * for any ending; an address without a name is called by its route.
EVERYBODY = """
    to_login to_reset* wagtailadmin_logout angemeldet
    wagtailadmin_home wagtailadmin_account wagtailadmin_sprite wagtailadmin_javascript_catalog
    wagtailadmin_dismissibles wagtailadmin_editing_sessions:* admin/.*/$
""".split()  # the last: what does not exist
WITHOUT_ROLE = {"wagtailadmin_logout", "wagtailadmin_javascript_catalog"}
WRITING = """
    wagtailadmin_api:pages:listing wagtailadmin_api:pages:detail wagtailadmin_api:pages:find
    explore_* wagtailadmin_explore_root wagtailadmin_pages:* wagtail_bulk_action
    wagtailadmin_block_preview
    choose_* wagtailadmin_choose_page_*_link tag_autocomplete*
    wagtaildocs:* wagtaildocs_chooser:*
    wagtailimages:index* wagtailimages:add* wagtailimages:edit* wagtailimages:delete*
    wagtailimages:create* wagtailimages:image_usage wagtailimages:preview wagtailimages_chooser:*
    wagtailsnippets:index wagtailsnippets_wiki_rueckmeldung:*
    projekt_* vorschlag_uebernehmen gueltigkeit_bericht* links_bericht* bildbericht*
    hilfreich_bericht*
    wagtailadmin_reports:workflow*
    aenderung_rueckgaengig papierkorb* projektliste:* was_fehlt
""".split()
DECIDING = """
    wagtailsnippets_* wagtailsnippetchoosers_* wagtailadmin_reports:* wagtailimages:*
    sammelaenderungen*
    austausch_* index_report* indexberichte:* luecken_* klicks_* wagtailadmin_api:pages:action
""".split()
MANAGING = "mitarbeit:* wagtailusers_users:* wagtailsettings:*".split()

ADDRESSES: dict[str, list[str]] = {
    "": EVERYBODY,
    AUTOR: EVERYBODY + WRITING,
    REDAKTION: EVERYBODY + WRITING + DECIDING,
    LEITUNG: EVERYBODY + WRITING + DECIDING + MANAGING,
}


# What Wagtail says of the approval of a page, to everybody who knows its number: even that nothing
# waits for approval it says with the title.
OF_APPROVAL = re.compile(r"wagtailadmin_pages:(?:\w+_)?workflow_\w+")


def name_of(match: ResolverMatch) -> str:
    """Returns the name of an address, `wagtailadmin_pages:edit`; its route if it has no name."""
    return match.view_name if match.url_name else match.route


def may_ask_for(role: str, name: str) -> bool:
    """Whether the list of the role has this address. Unknown roles have the list of nobody."""
    return any(fnmatchcase(name, pattern) for pattern in ADDRESSES.get(role, EVERYBODY))


def role_of(user: Any) -> str:
    """The highest role of a user; empty for somebody with none."""
    groups = set(user.groups.values_list("name", flat=True))
    return next((role for role in (LEITUNG, REDAKTION, AUTOR) if role in groups), "")


class AdminAddressesMiddleware:
    """Refuses addresses of the CMS that the list of the user's role lacks. Administrators have
    none; who is not logged in is asked to by Wagtail."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, *_: Any) -> HttpResponse | None:
        match = request.resolver_match
        user = request.user
        if match is None or not match.route.startswith("admin/"):
            return None
        if not user.is_authenticated or user.is_superuser:
            return None
        name = name_of(match)
        if not user.has_perm("wagtailadmin.access_admin") and name not in WITHOUT_ROLE:
            return render(request, "wiki/redaktion/ohne_rolle.html", status=403)
        if may_ask_for(role_of(user), name) and not _is_of_foreign_page(user, name, match.kwargs):
            return None
        return permission_denied(request, PermissionDenied())


def _is_of_foreign_page(user: Any, name: str, kwargs: Mapping[str, Any]) -> bool:
    """Whether it is about the approval of a page that this user may neither change nor publish."""
    if not OF_APPROVAL.fullmatch(name):
        return False
    return not editable_pages(user).filter(pk=kwargs["page_id"]).exists()


@hooks.register("construct_main_menu", order=1000)
@hooks.register("construct_reports_menu", order=1000)
@hooks.register("construct_settings_menu", order=1000)
def offer_no_refused_address(request: HttpRequest, items: list[Any]) -> None:
    """Takes the entries away whose address would be refused."""
    if not request.user.is_superuser:
        role = role_of(request.user)
        items[:] = [item for item in items if _is_offered(role, getattr(item, "url", ""))]


def _is_offered(role: str, address: str) -> bool:
    if not address.startswith("/admin/"):
        return True
    try:
        return may_ask_for(role, name_of(resolve(address.partition("?")[0])))
    except Resolver404:  # a menu below a menu has no address
        return True
