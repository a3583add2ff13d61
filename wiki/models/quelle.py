"""What every kind of source is: a name and, where there is one, an address."""

from django.db import models
from wagtail.admin.panels import FieldPanel
from wagtail.models import Orderable


class Quelle(Orderable):
    """Where a fact comes from."""

    bezeichnung = models.CharField("Bezeichnung", max_length=300)
    url = models.URLField("Adresse", max_length=600, blank=True)

    panels = [FieldPanel("bezeichnung"), FieldPanel("url")]

    class Meta(Orderable.Meta):
        abstract = True
        verbose_name = "Quelle"
        verbose_name_plural = "Quellen"

    def __str__(self) -> str:
        return self.bezeichnung
