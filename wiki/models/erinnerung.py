"""`Erinnerung`: a reminder that was sent, so that none is sent twice."""

from django.db import models

from .projektseite import Projektseite


class Erinnerung(models.Model):
    """A reminder that was sent. `stufe` is the name of its step (wiki.gueltigkeit.reminder_steps),
    `gueltig_bis` the date it was about: a page that was confirmed is reminded of its next date
    again."""

    seite = models.ForeignKey(
        Projektseite, verbose_name="Seite", on_delete=models.CASCADE, related_name="erinnerungen"
    )
    gueltig_bis = models.DateField("Gültig bis")
    stufe = models.CharField("Stufe", max_length=20)
    gesendet_am = models.DateTimeField("Gesendet am", auto_now_add=True)

    class Meta:
        verbose_name = "Erinnerung"
        verbose_name_plural = "Erinnerungen"
        constraints = [
            models.UniqueConstraint(
                fields=["seite", "gueltig_bis", "stufe"], name="erinnerung_einmal"
            )
        ]

    def __str__(self) -> str:
        return f"{self.seite_id}: {self.stufe}"
