"""`Projektguete`: what was found out about how usable a published project is."""

from django.db import models

from ..projektseite import Projektseite


class Projektguete(models.Model):
    """Derived, and may be deleted at any time. `stand`: of which rows and by which rules."""

    projekt = models.OneToOneField(
        Projektseite, primary_key=True, on_delete=models.CASCADE, related_name="+"
    )
    stand = models.CharField(max_length=64)
    prozent = models.PositiveSmallIntegerField()

    class Meta:
        verbose_name = "Güte eines Projekts"
        verbose_name_plural = "Güte der Projekte"

    def __str__(self) -> str:
        return f"{self.projekt_id}: {self.prozent} %"
