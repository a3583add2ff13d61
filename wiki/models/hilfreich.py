"""`Hilfreich`: how often readers of a page said on a day whether it had helped them."""

from django.db import models
from wagtail.models import Page


class Hilfreich(models.Model):
    """Sums of a day, and nothing of who answered."""

    seite = models.ForeignKey(
        Page, verbose_name="Seite", on_delete=models.CASCADE, related_name="hilfreich"
    )
    tag = models.DateField("Tag")
    ja = models.PositiveSmallIntegerField("Ja", default=0)
    nein = models.PositiveSmallIntegerField("Nein", default=0)

    class Meta:
        verbose_name = "Hat das geholfen?"
        verbose_name_plural = "Hat das geholfen?"
        constraints = [
            models.UniqueConstraint(fields=["seite", "tag"], name="hilfreich_je_seite_und_tag")
        ]

    def __str__(self) -> str:
        return f"{self.seite} am {self.tag}: {self.ja} ja, {self.nein} nein"
