"""Decides who may edit which page: an Autor only those of the own Kommunen.

Wagtail grants rights to subtrees of pages. Here the grants of an Autor to the Projektverzeichnis
become grants to each of the own pages. So everything that asks Wagtail (explorer, editor, bulk
actions, history, reports, search) gets the same answer.
"""

from typing import Any

from django.db.models import Q
from django.http import HttpRequest
from wagtail.models import GroupPagePermission, Page
from wagtail.permission_policies.pages import PagePermissionPolicy
from wagtail.permissions import policy_registry
from wagtail.query import PageQuerySet

from wiki.models import Projektseite
from wiki.models.mitarbeit import is_bound, own_kommunen
from wiki.visibility import visible_to

from .permissions import granted_directly

EDITING = {"add", "change", "publish", "lock", "unlock", "bulk_delete"}


def page_policy() -> PagePermissionPolicy:
    """Returns the policy that knows Kommunen; `wagtail.permissions.page_permission_policy` does
    not."""
    return policy_registry.get_by_type(Page)


def editable_pages(user: Any) -> "PageQuerySet[Page]":
    """Returns the pages that this user may change or publish."""
    return page_policy().instances_user_has_any_permission_for(user, {"change", "publish"})


def choosable_pages(pages: "PageQuerySet[Page]", request: HttpRequest) -> "PageQuerySet[Page]":
    """Keeps of `pages` those that this user may link to, because they may read or edit them."""
    readable = visible_to(Page.objects.all(), request).order_by().values("pk")
    editable = page_policy().explorable_instances(request.user).order_by().values("pk")
    return pages.filter(Q(pk__in=readable) | Q(pk__in=editable))


def own_pages(user: Any) -> "PageQuerySet[Page]":
    """Returns the pages that an Autor may edit: those of the own Kommunen, and own first drafts."""
    projekte = Projektseite.objects.filter(
        Q(kommunen__in=own_kommunen(user)) | Q(owner=user, first_published_at=None)
    )
    return Page.objects.filter(pk__in=projekte.order_by().values("pk"))


class KommunePolicy(PagePermissionPolicy):
    """Wagtail's rules, narrowed for users who are bound to their Kommunen (`is_bound`)."""

    def get_all_permissions_for_user(self, user: Any) -> Any:
        granted = super().get_all_permissions_for_user(user)
        return self._to_own_pages(user, granted) if is_bound(user) else granted

    def user_has_any_permission_for_instance(self, user: Any, actions: Any, instance: Page) -> bool:
        if is_bound(user) and not granted_directly(self, user, instance):
            return False
        return bool(super().user_has_any_permission_for_instance(user, actions, instance))

    def instances_user_has_any_permission_for(self, user: Any, actions: Any) -> Any:
        if not is_bound(user):
            return super().instances_user_has_any_permission_for(user, actions)
        wanted = self._get_permission_codenames(actions)
        grants = self.get_cached_permissions_for_user(user)
        pages = {grant.page_id for grant in grants if grant.permission.codename in wanted}
        return self.model._default_manager.filter(pk__in=pages)

    def explorable_instances(self, user: Any) -> Any:
        if not is_bound(user):
            return super().explorable_instances(user)
        return self.instances_user_has_any_permission_for(user, EDITING)

    def _to_own_pages(self, user: Any, granted: Any) -> list[GroupPagePermission]:
        """Replaces each grant by grants to the own pages below it. The right to add pages stays
        where it was granted."""
        own = list(own_pages(user))
        found = []
        for grant in granted:
            if grant.permission.codename == self._get_permission_codename("add"):
                found.append(grant)
                continue
            found += [
                GroupPagePermission(group_id=grant.group_id, page=page, permission=grant.permission)
                for page in own
                if page.path.startswith(grant.page.path)
            ]
        return found
