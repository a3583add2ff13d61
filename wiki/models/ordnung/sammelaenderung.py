"""`Sammelaenderung`: a change of many things at once, with what undoing it needs."""

from django.conf import settings
from django.db import models


class Sammelaenderung(models.Model):
    """`text` says what was done, as its user reads it; `daten` is what `wiki.redaktion` wrote down
    before, in the form that belongs to the `art`."""

    class Art(models.TextChoices):
        UMHAENGEN = "umhaengen", "Umgehängt"
        ZUSAMMENFUEHREN = "zusammenfuehren", "Zusammengeführt"
        PAPIERKORB = "papierkorb", "In den Papierkorb gelegt"
        VEROEFFENTLICHEN = "veroeffentlichen", "Veröffentlicht"
        OFFLINE = "offline", "Veröffentlichung aufgehoben"
        VERSCHIEBEN = "verschieben", "Verschoben"
        ANGABEN = "angaben", "Angaben geändert"

    art = models.CharField("Art", max_length=20, choices=Art)
    text = models.CharField("Was geschah", max_length=400)
    von = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name="Von",
        null=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    am = models.DateTimeField("Am", auto_now_add=True)
    daten = models.JSONField(default=dict)
    zurueckgenommen_am = models.DateTimeField("Zurückgenommen am", null=True)

    class Meta:
        verbose_name = "Sammeländerung"
        verbose_name_plural = "Sammeländerungen"
        ordering = ["-am", "-pk"]

    def __str__(self) -> str:
        return self.text
