"""`Seitenstand`: since when a page is new and its statements are as they are."""

from django.db import models
from django.utils import timezone
from wagtail.models import Page

from .quelle import day_text


class Seitenstand(models.Model):
    """Days as exact as they are known: year, month or day, as in `Quelle.datum`; so they sort as
    text. Empty where nothing says it. `gesagt` is a hash of what the page says: a publication that
    leaves it as it is (a picture, a date of validity) is no change."""

    seite = models.OneToOneField(
        Page,
        verbose_name="Seite",
        primary_key=True,
        on_delete=models.CASCADE,
        related_name="seitenstand",
    )
    neu_seit = models.CharField("Neu seit", max_length=10, blank=True)
    geaendert = models.CharField("Inhalt geändert", max_length=10, blank=True)
    gesagt = models.CharField(max_length=64)

    class Meta:
        verbose_name = "Seitenstand"
        verbose_name_plural = "Seitenstände"

    @property
    def geaendert_text(self) -> str:
        """`2024`, `Mai 2024` or `13. Mai 2024`; empty when unknown."""
        return day_text(self.geaendert)

    @property
    def is_new(self) -> bool:
        """Whether nothing has changed since it was new."""
        return self.neu_seit == self.geaendert

    @property
    def is_older_than_the_page(self) -> bool:
        """Whether the page came into the wiki with older facts, and nobody has changed them."""
        published = self.seite.first_published_at
        return bool(published) and self.geaendert < timezone.localdate(published).isoformat()

    def __str__(self) -> str:
        return f"{self.seite_id}: {self.geaendert}"
