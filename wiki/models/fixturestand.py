"""What `load_wiki` last wrote, so that it never writes over an editor's change."""

from django.db import models


class Fixturestand(models.Model):
    """One row per fixture entry: its content hash and the object as it was after loading."""

    schluessel = models.CharField("Schlüssel", max_length=200, unique=True)
    fixture_hash = models.CharField("Hash der Fixture", max_length=64)
    objekt_id = models.BigIntegerField("Objekt")
    stand = models.CharField(
        "Stand nach dem Laden",
        max_length=64,
        help_text="Nummer der Revision, bei Snippets ein Hash ihrer Felder.",
    )

    class Meta:
        verbose_name = "Fixturestand"
        verbose_name_plural = "Fixturestände"

    def __str__(self) -> str:
        return self.schluessel
