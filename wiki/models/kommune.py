"""`Kommune`: who did it. Municipalities, districts and associations of municipalities."""

from django.core.validators import RegexValidator
from django.db import models
from django.urls import reverse
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel
from wagtail.search import index

from wiki.fakten.codes import KommuneTyp
from wiki.fakten.sizes import size_class_name


class Kommune(index.Indexed, models.Model):  # type: ignore[django-manager-missing]
    """A Kommune with the facts that colleagues compare: size, Land, Kreis, place on the map."""

    Typ = KommuneTyp

    name = models.CharField("Name", max_length=120, unique=True)
    slug = models.SlugField("Kürzel in der Adresse", max_length=120, unique=True)
    typ = models.CharField("Art", max_length=30, choices=Typ.choices)
    land = models.CharField("Land", max_length=40)
    kreis = models.ForeignKey(
        "self",
        verbose_name="Kreis",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="gemeinden",
        limit_choices_to={"typ": KommuneTyp.LANDKREIS.value},
    )
    verbandsgemeinde = models.CharField("Verbandsgemeinde", max_length=120, blank=True)
    ags = models.CharField(
        "Amtlicher Gemeindeschlüssel",
        max_length=8,
        blank=True,
        validators=[RegexValidator(r"^(\d{5}|\d{8})$", "5 Ziffern (Kreis) oder 8 (Gemeinde).")],
    )
    regionalschluessel = models.CharField(
        "Regionalschlüssel",
        max_length=12,
        blank=True,
        help_text="Für Verbands- und Samtgemeinden, die keinen AGS haben.",
    )
    einwohner = models.PositiveIntegerField("Einwohner", null=True, blank=True)
    einwohner_jahr = models.PositiveSmallIntegerField("Stand Einwohner", null=True, blank=True)
    lat = models.FloatField("Breite", null=True, blank=True)
    lon = models.FloatField("Länge", null=True, blank=True)
    webseite = models.URLField(
        "Internetseite",
        blank=True,
        help_text="Die der Verwaltung; bei Ortsgemeinden die der Verbandsgemeinde.",
    )
    hinweis = models.CharField("Hinweis", max_length=300, blank=True)

    api_fields = ["name", "slug", "typ", "land", "ags", "einwohner"]
    panels = [
        FieldRowPanel(["name", "typ"]),
        FieldRowPanel(["land", "kreis", "verbandsgemeinde"]),
        FieldRowPanel(["ags", "regionalschluessel"]),
        FieldRowPanel(["einwohner", "einwohner_jahr"]),
        MultiFieldPanel([FieldRowPanel(["lat", "lon"])], heading="Lage (WGS 84, Grad)"),
        "webseite",
        "hinweis",
        FieldPanel("slug"),
    ]
    search_fields = [index.SearchField("name"), index.AutocompleteField("name")]

    class Meta:
        verbose_name = "Kommune"
        verbose_name_plural = "Kommunen"
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name

    @property
    def hat_seite(self) -> bool:
        """A Land is no municipality: articles name it, but there is no page about it."""
        return self.typ != KommuneTyp.LAND

    def get_absolute_url(self) -> str:
        return reverse("kommune", args=[self.slug])

    @property
    def webadresse(self) -> str:
        """The website as people write it: without scheme and last slash."""
        return self.webseite.partition("://")[2].rstrip("/")

    @property
    def groessenklasse(self) -> str:
        """Size class by inhabitants; empty when they are unknown."""
        return size_class_name(self.einwohner)
