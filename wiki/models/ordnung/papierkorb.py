"""`Papierkorb`: where deleted pages lie for a while, beside the wiki and not below it."""

from django.conf import settings
from django.db import models
from wagtail.models import Page


class Papierkorb(Page):
    """Lies beside the home page, so that no site serves what is in it and no role of the wiki has
    a right there. There is one; the CMS offers to create none, and nothing below it."""

    max_count = 1
    parent_page_types: list[str] = []
    subpage_types: list[str] = []
    is_creatable = False

    class Meta:
        verbose_name = "Papierkorb"


class Papierkorbeintrag(models.Model):
    """A page that was thrown away, with all that lay below it, and what putting it back needs.

    `live`: [page id, id of the live revision, when it was published], of each page that was live.
    """

    seite = models.OneToOneField(
        Page, verbose_name="Seite", on_delete=models.CASCADE, related_name="papierkorbeintrag"
    )
    ort = models.ForeignKey(
        Page,
        verbose_name="Lag unter",
        null=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    slug = models.CharField("Kürzel in der Adresse", max_length=255)
    live = models.JSONField(default=list)
    geloescht_am = models.DateTimeField("Gelöscht am")
    geloescht_von = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name="Gelöscht von",
        null=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )

    class Meta:
        verbose_name = "Eintrag im Papierkorb"
        verbose_name_plural = "Papierkorb"
        ordering = ["-geloescht_am", "-pk"]

    def __str__(self) -> str:
        return str(self.seite)
