"""What a user may do with one Projektseite. Knows no models of ours, so that they may use it."""

from typing import Any

from wagtail.models import Page, PagePermissionTester

from wiki.models.mitarbeit import is_bound


def granted_directly(policy: Any, user: Any, page: Page) -> bool:
    """Whether one of the user's grants is to this very page, not to one above it."""
    return any(grant.page_id == page.pk for grant in policy.get_cached_permissions_for_user(user))


class ProjektPermissionTester(PagePermissionTester):
    """Wagtail lets whoever may add pages edit those that they own; an Autor only while the page
    belongs to the own Kommune (wiki.redaktion.rollen.rechte)."""

    def __init__(self, user: Any, page: Page) -> None:
        super().__init__(user, page)
        if is_bound(user) and not granted_directly(self.permission_policy, user, page):
            self.permissions: set[str] = set()
