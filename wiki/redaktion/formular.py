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
