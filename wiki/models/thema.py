"""`Thema`: what it is about. A small tree, two levels deep."""

from django.core.exceptions import ValidationError
from django.db import models
from django.urls import reverse
from wagtail.search import index

from wiki.fakten.codes import Zeichen


class Thema(index.Indexed, models.Model):
    """A topic; with `oberthema` it stands below another one."""

    name = models.CharField("Name", max_length=80, unique=True)
    slug = models.SlugField("Kürzel in der Adresse", max_length=80, unique=True)
    oberthema = models.ForeignKey(
        "self",
        verbose_name="Oberthema",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="unterthemen",
    )
    beschreibung = models.TextField("Beschreibung", max_length=400, blank=True)

    zeichen = models.CharField(
        "Zeichen",
        max_length=20,
        choices=Zeichen.choices,
        blank=True,
        help_text="Steht klein neben dem Thema und seinen Projekten. Bleibt es leer, nimmt das "
        "Thema das Zeichen seines Oberthemas.",
    )

    api_fields = ["name", "slug"]
    panels = ["name", "oberthema", "beschreibung", "zeichen", "slug"]
    search_fields = [index.SearchField("name"), index.AutocompleteField("name")]

    class Meta:
        verbose_name = "Thema"
        verbose_name_plural = "Themen"
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name

    def clean(self) -> None:
        if self.oberthema and not self.zeichen:
            self.zeichen = self.oberthema.zeichen
        if self.oberthema and (self.oberthema_id == self.pk or self.oberthema.oberthema_id):
            raise ValidationError({"oberthema": "Themen haben höchstens zwei Ebenen."})
        if self.oberthema and self.pk and self.unterthemen.exists():
            raise ValidationError({"oberthema": "Dieses Thema hat selbst Unterthemen."})

    @property
    def bildzeichen(self) -> str:
        """The sign that is drawn."""
        return self.zeichen or str(Zeichen.THEMA)

    def get_absolute_url(self) -> str:
        return reverse("thema", args=[self.slug])
