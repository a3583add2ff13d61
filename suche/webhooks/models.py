"""`Webhook`: an address that is told what has happened."""

import base64
import secrets
from typing import Any
from urllib.parse import urlsplit

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import QuerySet

from wiki.fields import ChoiceArrayField

SECRET_BYTES = 32


def new_secret() -> str:
    """Returns a random secret in the form of Standard Webhooks."""
    return f"whsec_{base64.b64encode(secrets.token_bytes(SECRET_BYTES)).decode()}"


class Webhook(models.Model):
    """Made by administrators. The address of a chat often is a secret itself."""

    class Ereignis(models.TextChoices):
        NEU = "projekt.veroeffentlicht", "Projekt neu veröffentlicht"
        STATUS = "projekt.status_geaendert", "Status eines Projekts geändert"
        FRAGE = "frage.offen", "Frage ohne Antwort (mehrere haben gefragt)"
        BEANTWORTET = "frage.beantwortet", "Wissenslücke geschlossen"

    class Form(models.TextChoices):
        STANDARD = "standard", "JSON, unterschrieben (Standard Webhooks)"
        MATTERMOST = "mattermost", "Mattermost oder Rocket.Chat"
        TEAMS = "teams", "Microsoft Teams"
        MATRIX = "matrix", "Matrix (hookshot)"

    name = models.CharField("Name", max_length=80, help_text="Wofür, zum Beispiel: Chat der IT.")
    adresse = models.URLField(
        "Adresse", max_length=1000, help_text="Beginnt mit https://. Wer sie kennt, kann schreiben."
    )
    form = models.CharField("Form", max_length=12, choices=Form, default=Form.STANDARD)
    ereignisse = ChoiceArrayField(
        models.CharField(max_length=30, choices=Ereignis), verbose_name="Wann", default=list
    )
    geheimnis = models.CharField(
        "Geheimnis",
        max_length=80,
        blank=True,
        editable=False,
        help_text="Damit prüft der Empfänger die Unterschrift (webhook-signature).",
    )
    aktiv = models.BooleanField("Aktiv", default=True)
    zuletzt_am = models.DateTimeField("Zuletzt gesendet", null=True, editable=False)
    ergebnis = models.CharField("Ergebnis", max_length=200, blank=True, editable=False)

    class Meta:
        verbose_name = "Webhook"
        verbose_name_plural = "Webhooks"
        ordering = ["name", "pk"]

    def __str__(self) -> str:
        return self.name

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Makes the secret when the webhook is first saved. As a default of the field it would be
        shown in the empty form, and be another one by the time the form is sent."""
        self.geheimnis = self.geheimnis or new_secret()
        super().save(*args, **kwargs)

    def clean(self) -> None:
        try:
            parts = urlsplit(self.adresse)
            usable = parts.scheme == "https" and bool(parts.hostname) and parts.port != 0
        except ValueError:
            usable = False
        if not usable or parts.username is not None:
            raise ValidationError({"adresse": "Bitte eine Adresse, die mit https:// beginnt."})


def waiting_for(ereignis: str) -> "QuerySet[Webhook]":
    return Webhook.objects.filter(aktiv=True, ereignisse__contains=[ereignis])
