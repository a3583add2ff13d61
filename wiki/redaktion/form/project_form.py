"""The form of a Projektseite: what its author may choose."""

from itertools import count
from typing import Any

from django.core.exceptions import ValidationError
from wagtail.admin.forms import WagtailAdminPageForm

from wiki.models.mitarbeit import is_bound, own_kommunen

NOT_YOURS = (
    "Bitte wählen Sie auch Ihre eigene Kommune aus: Sonst können Sie diese Seite nicht mehr "
    "bearbeiten. Fälle anderer Kommunen schreibt die Redaktion."
)


class ProjektForm(WagtailAdminPageForm):
    """An Autor writes for the own Kommune; others may be added, but not in its place."""

    def __init__(self, data: Any = None, *args: Any, **kwargs: Any) -> None:
        user = kwargs.get("for_user")
        if data and user and is_bound(user):
            from wiki.redaktion.rollen.hidden_page_guard import (
                without_hidden_pages,  # it needs the models, they need this
            )

            data = without_hidden_pages(data, user, _linked_pages(kwargs.get("instance")))
        super().__init__(data, *args, **kwargs)

    def clean_slug(self) -> str:
        """Two towns call their case the same: a new page gets a number instead of an error."""
        slug: str = self.cleaned_data["slug"]
        if self.instance.first_published_at or not self.parent_page:
            return slug
        beside = self.parent_page.get_children().exclude(pk=self.instance.pk)
        taken = set(beside.filter(slug__startswith=slug).values_list("slug", flat=True))
        numbered = (f"{slug}-{number}" for number in count(2))
        return slug if slug not in taken else next(s for s in numbered if s not in taken)

    def clean_kommunen(self) -> Any:
        kommunen = self.cleaned_data["kommunen"]
        chosen = {kommune.pk for kommune in kommunen or []}
        user = self.for_user
        if chosen and user and is_bound(user) and not chosen & own_kommunen(user):
            raise ValidationError(NOT_YOURS)
        return kommunen


def _linked_pages(page: Any) -> set[int]:
    """Pages that are chosen in it already, by somebody who knew them."""
    if page is None:
        return set()
    related = {row.ziel_id for row in page.verwandte.all()}
    blocks = [block for section in page.sections() for block in section.content]
    return related | {b.value.pk for b in blocks if b.block_type == "projekt" and b.value}
