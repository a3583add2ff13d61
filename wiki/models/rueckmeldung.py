"""`Rueckmeldung`: what somebody without an account tells those who write: a question about a page,
a mistake found in it, that somebody would like to know whom to call, an answer to a reminder."""

from django.core.validators import MaxLengthValidator
from django.db import models
from wagtail.models import Page

from wiki.blocks import FRAGE_LENGTH

LAENGE = 2_000
VORSCHLAG_LAENGE = 20_000


class Rueckmeldung(models.Model):
    """Never says who wrote it: no address of a computer, no login; `kontakt` is what somebody
    chose to leave. `marke` tells one opened form from another: sent twice, it is kept once.

    A question may become part of the article (`im_artikel`) if its asker agreed
    (`darf_in_artikel`). Who found a mistake may propose a text: `baustein` is the id of the block,
    `vorlage` what stood there, `vorschlag` what should."""

    class Art(models.TextChoices):
        FRAGE = "frage", "Frage zum Artikel"
        FEHLER = "fehler", "Fehler gemeldet"
        KONTAKT = "kontakt", "Kontakt erfragt"
        BARRIERE = "barriere", "Barriere gemeldet"
        ANGABEN = "angaben", "Antwort auf eine Erinnerung"

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
    darf_in_artikel = models.BooleanField(
        "Frage und Antwort dürfen im Artikel stehen", default=False
    )
    frage_im_artikel = models.CharField(
        "Frage, wie sie im Artikel steht",
        max_length=FRAGE_LENGTH,
        blank=True,
        help_text="Kurz, ohne Namen und Gruß. Bleibt das Feld leer, steht dort der Text.",
    )
    im_artikel = models.BooleanField(
        "Frage und Antwort im Artikel zeigen",
        default=False,
        help_text="Beim Speichern kommen Frage und Antwort unter den Artikel und werden von der "
        "Suche gefunden; ohne das Kreuz verschwinden sie wieder.",
    )
    baustein = models.CharField(max_length=36, blank=True, editable=False)
    vorlage = models.TextField(blank=True, editable=False)
    vorschlag = models.TextField(
        "Vorgeschlagener Text",
        max_length=VORSCHLAG_LAENGE,
        blank=True,
        validators=[MaxLengthValidator(VORSCHLAG_LAENGE)],
    )
    marke = models.CharField(max_length=43, unique=True, editable=False)

    class Meta:
        verbose_name = "Rückmeldung"
        verbose_name_plural = "Rückmeldungen"
        ordering = ["erledigt", "-eingegangen_am"]

    def __str__(self) -> str:
        return self.text if len(self.text) <= 80 else f"{self.text[:79]}…"

    @property
    def frage(self) -> str:
        """The question as the article asks it, in one line."""
        return " ".join((self.frage_im_artikel or self.text).split())
