"""`Mitarbeit`: which Kommunen an Autor writes for."""

from typing import Any

from django.conf import settings
from django.db import models
from wagtail.models import GroupPagePermission

from .kommune import Kommune

AUTOR, REDAKTION, LEITUNG = "Autor", "Redaktion", "Leitung"
_KEPT = "_wiki_is_bound"


class Mitarbeit(models.Model):
    """A user writes for a Kommune; several rows for several Kommunen."""

    benutzer = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name="Benutzerkonto",
        on_delete=models.CASCADE,
        related_name="mitarbeit",
    )
    kommune = models.ForeignKey(
        Kommune, verbose_name="Kommune", on_delete=models.CASCADE, related_name="mitarbeit"
    )

    class Meta:
        verbose_name = "Mitarbeit"
        verbose_name_plural = "Mitarbeit (wer schreibt für wen)"
        ordering = ["kommune__name", "benutzer__username"]
        constraints = [
            models.UniqueConstraint(
                fields=["benutzer", "kommune"],
                name="mitarbeit_einmal",
                violation_error_message="Diese Zuordnung gibt es schon.",
            )
        ]

    def __str__(self) -> str:
        return f"{self.benutzer}: {self.kommune}"


def is_bound(user: Any) -> bool:
    """Whether the user's rights to pages come from the role Autor alone; such a user sees and
    edits the pages of the own Kommunen only. Whoever has another role too is not bound."""
    if not user.is_active or user.is_anonymous or user.is_superuser:
        return False
    if not hasattr(user, _KEPT):  # asked for every page of a list; a user lives for one request
        grants = GroupPagePermission.objects.filter(group__user=user)
        setattr(user, _KEPT, set(grants.values_list("group__name", flat=True)) == {AUTOR})
    return bool(getattr(user, _KEPT))


def own_kommunen(user: Any) -> frozenset[int]:
    """Primary keys of the Kommunen that a user writes for."""
    return frozenset(user.mitarbeit.values_list("kommune_id", flat=True))
