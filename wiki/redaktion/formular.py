"""The form of a Projektseite: what its author may choose."""

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

    def clean_kommunen(self) -> Any:
        kommunen = self.cleaned_data["kommunen"]
        chosen = {kommune.pk for kommune in kommunen or []}
        user = self.for_user
        if chosen and user and is_bound(user) and not chosen & own_kommunen(user):
            raise ValidationError(NOT_YOURS)
        return kommunen
