"""`Linkpruefung`: whether the address of a source could be reached, and when that was tried."""

from django.db import models


class Linkpruefung(models.Model):
    """One row per address, whichever pages name it: rows of sources are made anew with every
    version of a page."""

    url = models.URLField("Adresse", max_length=600, unique=True)
    geprueft_am = models.DateTimeField("Geprüft am")
    erreichbar = models.BooleanField("Erreichbar")
    ergebnis = models.CharField("Ergebnis", max_length=100)

    class Meta:
        verbose_name = "Linkprüfung"
        verbose_name_plural = "Linkprüfungen"

    def __str__(self) -> str:
        return f"{self.url}: {self.ergebnis}"
