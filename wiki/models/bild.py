"""`Bild`: a picture with what must stand beside it: who made it, under which terms, where from."""

from django.db import models
from wagtail.images.models import AbstractImage, AbstractRendition, Image
from wagtail.search import index

from wiki.fakten.codes import LIZENZTEXTE, Lizenz


class Bild(AbstractImage):
    """An uploaded picture. Forms ask for all of its credit; a picture that came in another way may
    lack it, and is then reported to the Redaktion."""

    urheber = models.CharField("Urheberin oder Urheber", max_length=200)
    lizenz = models.CharField("Lizenz", max_length=30, choices=Lizenz.choices)
    quelle = models.CharField("Quelle", max_length=300)

    personen = models.BooleanField("Personen sind zu erkennen", default=False)
    einwilligung = models.CharField("Einwilligung", max_length=300, blank=True)

    admin_form_fields = (
        *Image.admin_form_fields,
        "urheber",
        "lizenz",
        "quelle",
        "personen",
        "einwilligung",
    )
    search_fields = [*AbstractImage.search_fields, index.SearchField("urheber")]

    class Meta(AbstractImage.Meta):
        verbose_name = "Bild"
        verbose_name_plural = "Bilder"

    @property
    def lizenztext(self) -> str:
        """The address of the licence's text; empty where there is none."""
        return LIZENZTEXTE.get(self.lizenz, "")  # type: ignore[call-overload]

    @property
    def nachweis(self) -> str:
        """The credit as plain text: `Erika Muster, CC BY 4.0, Quelle: Stadtarchiv`."""
        lizenz = self.get_lizenz_display() if self.lizenz else ""
        quelle = f"Quelle: {self.quelle}" if self.quelle else ""
        return ", ".join(filter(None, [self.urheber, lizenz, quelle]))


class BildRendition(AbstractRendition):
    """A picture in another size."""

    image = models.ForeignKey(Bild, on_delete=models.CASCADE, related_name="renditions")

    class Meta:
        unique_together = (("image", "filter_spec", "focal_point_key"),)
