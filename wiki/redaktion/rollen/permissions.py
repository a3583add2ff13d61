"""Decides what a user may do with one Projektseite. It imports no models of this project, so that
the models can import it."""

from typing import Any

from wagtail.models import Page, PagePermissionTester

from wiki.models.mitarbeit import is_bound


def granted_directly(policy: Any, user: Any, page: Page) -> bool:
    """Returns whether the user has a grant to this very page, and not only to one above it."""
    return any(grant.page_id == page.pk for grant in policy.get_cached_permissions_for_user(user))


class ProjektPermissionTester(PagePermissionTester):
    """Lets an Autor edit an own page only while it belongs to the own Kommune (see `rechte`).
    Wagtail would let everybody who may add pages edit those that they own."""

    def __init__(self, user: Any, page: Page) -> None:
        super().__init__(user, page)
        if is_bound(user) and not granted_directly(self.permission_policy, user, page):
            self.permissions: set[str] = set()

    def can_delete(self, ignore_bulk: bool = False) -> bool:
        """Decides as Wagtail does, but without asking the database for pages below, which a
        Projektseite never has. A list asks for each of its rows."""
        if not self.user.is_active or self.user.is_superuser:
            return bool(self.user.is_active)
        is_own = "add" in self.permissions and self.page.owner_id == self.user.pk
        if not ("change" in self.permissions or is_own):
            return False
        return "publish" in self.permissions or not self.page.live
