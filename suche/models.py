"""What the search keeps: words that editors look after, and questions nobody could answer yet."""

from django.core.exceptions import ValidationError
from django.core.validators import MaxLengthValidator
from django.db import models
from django.db.models.functions import Lower

from wiki.models import Gemeinde, Kommune
from wiki.models.projektseite import lines

MAX_ENTSPRECHUNGEN = 20


def _tidy(text: str) -> str:
    return " ".join(text.split())


def _check_findable(field: str, text: str) -> None:
    """ValidationError for what holds no letter and no digit: nobody could ask for it."""
    if not any(character.isalnum() for character in text):
        raise ValidationError({field: f"„{text}“ enthält keinen Buchstaben und keine Ziffer."})


class Synonym(models.Model):
    """A word and what else it is called. Acts on the next question; nothing is indexed anew."""

    class Richtung(models.TextChoices):
        BEIDE = "beide", "in beide Richtungen"
        HIN = "hin", "nur vom Begriff zu den Entsprechungen"

    begriff = models.CharField(
        "Begriff",
        max_length=80,
        help_text="Ein Wort oder mehrere, zum Beispiel: VR. Groß und klein ist gleich, "
        "Beugungen erkennt die Suche selbst.",
    )
    entsprechungen = models.TextField(
        "Entsprechungen",
        max_length=1_000,
        validators=[MaxLengthValidator(1_000)],
        help_text="Eine je Zeile, auch mehrere Wörter, zum Beispiel: virtuelle Realität",
    )
    richtung = models.CharField(
        "Gilt",
        max_length=10,
        choices=Richtung,
        default=Richtung.BEIDE,
        help_text="In beide Richtungen: Wer „Kita“ sucht, findet „Kindergarten“ und umgekehrt. Nur "
        "vom Begriff: Wer „Fahrzeug“ sucht, findet „Lastenrad“, aber nicht umgekehrt.",
    )

    panels = ["begriff", "entsprechungen", "richtung"]

    class Meta:
        verbose_name = "Synonym"
        verbose_name_plural = "Synonyme"
        ordering = ["begriff"]
        constraints = [
            models.UniqueConstraint(
                Lower("begriff"),
                name="synonym_einmal",
                violation_error_message="Diesen Begriff gibt es schon. Bitte dort ergänzen.",
            )
        ]

    def __str__(self) -> str:
        return self.begriff

    @property
    def entsprechungen_liste(self) -> list[str]:
        return lines(self.entsprechungen)

    def clean(self) -> None:
        self.begriff = _tidy(self.begriff)
        if self.begriff:
            _check_findable("begriff", self.begriff)
        found = list(dict.fromkeys(_tidy(line) for line in self.entsprechungen_liste))
        for line in found:
            _check_findable("entsprechungen", line)
            if line.casefold() == self.begriff.casefold():
                raise ValidationError({"entsprechungen": f"„{line}“ ist der Begriff selbst."})
        if not found:
            raise ValidationError({"entsprechungen": "Bitte mindestens eine Entsprechung."})
        if len(found) > MAX_ENTSPRECHUNGEN:
            raise ValidationError({"entsprechungen": f"Höchstens {MAX_ENTSPRECHUNGEN} Zeilen."})
        self.entsprechungen = "\n".join(found)


class Synonymstand(models.Model):
    """A term that `load_wiki` has created once: it is not created again, even if deleted."""

    begriff = models.CharField("Begriff", max_length=80, unique=True)

    class Meta:
        verbose_name = "geladenes Synonym"
        verbose_name_plural = "geladene Synonyme"

    def __str__(self) -> str:
        return self.begriff


class Eigenname(models.Model):
    """A word that is never taken apart, neither in questions nor in articles."""

    wort = models.CharField(
        "Wort",
        max_length=80,
        help_text="Ein einzelnes Wort, das die Suche nicht in Teile zerlegen soll, zum Beispiel: "
        "Fruchthalle. Sonst fände, wer „Frucht“ sucht, auch die Fruchthalle.",
    )

    panels = ["wort"]

    class Meta:
        verbose_name = "Eigenname (nicht teilen)"
        verbose_name_plural = "Eigennamen (nicht teilen)"
        ordering = ["wort"]
        constraints = [
            models.UniqueConstraint(
                Lower("wort"),
                name="eigenname_einmal",
                violation_error_message="Dieses Wort steht schon in der Liste.",
            )
        ]

    def __str__(self) -> str:
        return self.wort

    def clean(self) -> None:
        self.wort = _tidy(self.wort)
        if self.wort:
            _check_findable("wort", self.wort)
        if " " in self.wort:
            raise ValidationError({"wort": "Bitte nur ein Wort. Mehrere bitte einzeln anlegen."})


class Netzwerkfrage(models.Model):
    """A question the wiki could not answer, put to the network. Never says who asked: no address
    of a computer, no login; `kontakt` is what somebody chose to leave."""

    gestellt_am = models.DateTimeField("Gestellt am", auto_now_add=True)
    text = models.TextField("Frage", max_length=4_000, validators=[MaxLengthValidator(4_000)])
    bemerkung = models.TextField(
        "Bemerkung", max_length=2_000, blank=True, validators=[MaxLengthValidator(2_000)]
    )
    kontakt = models.EmailField("Funktionspostfach für die Antwort", blank=True)
    kommune = models.ForeignKey(
        Kommune,
        verbose_name="Kommune",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="netzwerkfragen",
    )
    gemeinde = models.ForeignKey(
        Gemeinde,
        verbose_name="Kommune ohne Seite im Wiki",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="netzwerkfragen",
    )
    erledigt = models.BooleanField("Erledigt", default=False)

    class Meta:
        verbose_name = "Frage ans Netzwerk"
        verbose_name_plural = "Fragen ans Netzwerk"
        ordering = ["erledigt", "-gestellt_am"]

    def __str__(self) -> str:
        return self.text if len(self.text) <= 80 else f"{self.text[:79]}…"

    @property
    def ortsname(self) -> str:
        """The Kommune's name, of one without a page as in the register; empty when not said."""
        return str(self.kommune or self.gemeinde or "")
