"""`Rueckmeldung`: a question to the authors of a page, a mistake somebody found in it, or that
somebody would like to know whom to call."""

from django.core.validators import MaxLengthValidator
from django.db import models
from wagtail.models import Page

LAENGE = 2_000


class Rueckmeldung(models.Model):
    """Never says who wrote it: no address of a computer, no login; `kontakt` is what somebody
    chose to leave. `marke` tells one opened form from another: sent twice, it is kept once."""

    class Art(models.TextChoices):
        FRAGE = "frage", "Frage an die Verfasser"
        FEHLER = "fehler", "Fehler gemeldet"
        KONTAKT = "kontakt", "Kontakt erfragt"

    seite = models.ForeignKey(
        Page, verbose_name="Seite", on_delete=models.CASCADE, related_name="rueckmeldungen"
    )
    art = models.CharField("Art", max_length=10, choices=Art)
    text = models.TextField("Text", max_length=LAENGE, validators=[MaxLengthValidator(LAENGE)])
    kontakt = models.EmailField("E-Mail-Adresse für die Antwort", blank=True)
    eingegangen_am = models.DateTimeField("Eingegangen am", auto_now_add=True)
    antwort = models.TextField(
        "Antwort",
        max_length=LAENGE,
        blank=True,
        help_text="Geht an die E-Mail-Adresse, sobald Sie „Erledigt“ ankreuzen und speichern. "
        "Steht im Artikel ein Kontakt, wird er von selbst genannt.",
    )
    erledigt = models.BooleanField("Erledigt", default=False)
    marke = models.CharField(max_length=43, unique=True, editable=False)

    class Meta:
        verbose_name = "Rückmeldung"
        verbose_name_plural = "Rückmeldungen"
        ordering = ["erledigt", "-eingegangen_am"]

    def __str__(self) -> str:
        return self.text if len(self.text) <= 80 else f"{self.text[:79]}…"
