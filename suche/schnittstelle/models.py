"""`Berechtigung`: what a token is good for, how often, and until when."""

from datetime import date

from django.core.validators import MinValueValidator
from django.db import models
from wagtail.models import APIToken

from wiki.fields import ChoiceArrayField


class Bereich(models.TextChoices):
    """What a token may be allowed; each address of the API belongs to one."""

    LESEN = "lesen", "lesen: Projekte, Seiten, Kommunen und Themen abrufen"
    SUCHEN = "suchen", "suchen: Fragen stellen, Ähnliches und Ansprechstellen finden"
    PRUEFEN = "pruefen", "prüfen: Projektskizzen mit dem Wiki vergleichen"
    MCP = "mcp", "mcp: dasselbe für einen Sprachassistenten, in den Bereichen darüber"


ALLE = tuple(Bereich.values)


def usual() -> list[str]:
    return [Bereich.LESEN, Bereich.SUCHEN]


class Berechtigung(models.Model):
    """What a token may do, which Wagtail's own token does not say. Which pages it reads depends on
    its owner's rights. A token without this row (made on the command line) may do everything."""

    token = models.OneToOneField(
        APIToken, on_delete=models.CASCADE, primary_key=True, related_name="berechtigung"
    )
    bereiche = ChoiceArrayField(
        models.CharField(max_length=10, choices=Bereich),
        verbose_name="Darf",
        default=usual,
        help_text="Ändern kann ein Schlüssel nichts. Welche Seiten er liest, bestimmt das Konto.",
    )
    je_minute = models.PositiveIntegerField(
        "Anfragen je Minute",
        null=True,
        blank=True,
        validators=[MinValueValidator(1)],
        help_text="Höchstens so viele, je Webprozess. Leer: die Grenze, die im Betrieb gilt.",
    )
    gueltig_bis = models.DateField(
        "Gültig bis", null=True, blank=True, help_text="Letzter Tag. Leer: bis zum Widerruf."
    )

    class Meta:
        verbose_name = "Berechtigung"
        verbose_name_plural = "Berechtigungen"

    def __str__(self) -> str:
        return ", ".join(self.bereiche)

    def has_expired(self, today: date) -> bool:
        return self.gueltig_bis is not None and self.gueltig_bis < today


def berechtigung_of(token: APIToken) -> Berechtigung:
    """Returns the token's Berechtigung; one for everything if it has none. One query for each token
    object."""
    found = getattr(token, "berechtigung", None)
    return found or Berechtigung(token=token, bereiche=list(ALLE))
