"""`Gemeinde`: what is known of every municipality of Germany, also of those without a page."""

from django.db import models

from wiki.fakten.codes import KommuneTyp


class Gemeinde(models.Model):
    """An entry of the Gemeindeverzeichnis: a municipality, an association or a Kreis.

    `Kommune` has a page and editors; this is the register, which `load_gemeinden` writes. An entry
    that a newer file no longer has stays and is `aufgeloest`: somebody may have named it as theirs.
    """

    schluessel = models.CharField("Regionalschlüssel", max_length=12, unique=True)
    ags = models.CharField("Amtlicher Gemeindeschlüssel", max_length=8, blank=True, db_index=True)
    name = models.CharField("Name", max_length=120)
    typ = models.CharField("Art", max_length=30, choices=KommuneTyp.choices)
    art = models.CharField("Amtliche Bezeichnung", max_length=40)
    land = models.CharField("Land", max_length=40)
    kreis = models.CharField("Kreis", max_length=120, blank=True)
    einwohner = models.PositiveIntegerField("Einwohner", null=True)
    lat = models.FloatField("Breite", null=True)
    lon = models.FloatField("Länge", null=True)
    aufgeloest = models.BooleanField("Aufgelöst", default=False)

    class Meta:
        verbose_name = "Eintrag des Gemeindeverzeichnisses"
        verbose_name_plural = "Gemeindeverzeichnis"
        ordering = ["schluessel"]

    def __str__(self) -> str:
        return f"{self.name}, {self.zusatz}"

    @property
    def zusatz(self) -> str:
        """What tells it from others of its name: kind, Kreis and Land."""
        return ", ".join(filter(None, (self.art, self.kreis, self.land)))


class Gemeindestand(models.Model):
    """The file that the table `Gemeinde` was made from; one row, none before the first loading.

    `digest` is that of the file, `mitgeliefert` that of the one which comes with the program, as it
    was when it was last loaded: they differ where an operator has loaded a newer one. `jahr`: of
    the numbers of inhabitants.
    """

    digest = models.CharField(max_length=64)
    mitgeliefert = models.CharField(max_length=64, blank=True)
    jahr = models.PositiveSmallIntegerField("Jahr der Einwohnerzahlen")

    class Meta:
        verbose_name = "Stand des Gemeindeverzeichnisses"
        verbose_name_plural = "Stand des Gemeindeverzeichnisses"

    def __str__(self) -> str:
        return f"Einwohner {self.jahr}"
