"""`Nachbarwiki`, its `Fremdprojekt`e, and their passages with vectors."""

from datetime import timedelta
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone
from pgvector.django import HalfVectorField, SparseVectorField

from einbettung.vectors import ngram_vectors
from wiki.fakten.codes import Status

# Thousands of words each, which nobody is shown.
HEAVY = ("abschnitte", "woerter_titel", "woerter", "zeichen")
SHOWN_FOR = timedelta(days=1)  # after the other wiki has shown its cases for the last time


class Nachbarwiki(models.Model):
    """Another wiki of this software. Named by an administrator, and pulled while it is `aktiv`."""

    name = models.CharField(
        "Name", max_length=80, help_text="So steht er an jedem Treffer: „aus dem Wiki …“."
    )
    adresse = models.URLField(
        "Adresse",
        max_length=300,
        unique=True,
        help_text="Die Startseite des anderen Wikis, zum Beispiel https://wiki.example.de/",
    )
    aktiv = models.BooleanField("Aktiv", default=True)
    # [{"adresse", "etag", "kennungen", "weiter"}]: parts of the list as they were answered.
    teile = models.JSONField(default=list, editable=False)
    zuletzt_am = models.DateTimeField("Zuletzt abgerufen", null=True, editable=False)
    bestaetigt_am = models.DateTimeField("Zuletzt ganz gelesen", null=True, editable=False)
    bericht = models.TextField("Bericht", blank=True, editable=False)

    class Meta:
        verbose_name = "Anderes Wiki"
        verbose_name_plural = "Andere Wikis"
        ordering = ["name", "pk"]

    def __str__(self) -> str:
        return self.name

    def clean(self) -> None:
        parts = urlsplit(self.adresse)
        if parts.scheme not in ("https", "http") or not parts.hostname or parts.username:
            raise ValidationError({"adresse": "Bitte eine Adresse, die mit https:// beginnt."})
        if parts.query or parts.fragment:
            raise ValidationError({"adresse": "Bitte die Adresse der Startseite, ohne ? und #."})
        if parts.netloc == urlsplit(settings.WAGTAILADMIN_BASE_URL).netloc:
            raise ValidationError({"adresse": "Das ist dieses Wiki selbst."})

    @property
    def wurzel(self) -> str:
        return self.adresse.rstrip("/")


class Fremdprojekt(models.Model):
    """A case of another wiki as it was told: plain text, cleaned."""

    wiki = models.ForeignKey(Nachbarwiki, on_delete=models.CASCADE, related_name="projekte")
    kennung = models.CharField(max_length=500)  # its lasting address
    adresse = models.URLField(max_length=500)
    titel = models.CharField(max_length=255)
    kurzfassung = models.TextField(blank=True)
    kommunen = ArrayField(models.CharField(max_length=255), default=list)
    laender = ArrayField(models.CharField(max_length=60), default=list)
    status = models.CharField(max_length=20, choices=Status.choices, blank=True)
    status_jahr = models.PositiveSmallIntegerField(null=True)
    themen = ArrayField(models.CharField(max_length=255), default=list)
    abschnitte = models.JSONField(default=list)  # [{"name", "text"}] in reading order
    # What the words of a question are compared with, and its pieces of words.
    woerter_titel = ArrayField(models.CharField(max_length=80), default=list)
    woerter = ArrayField(models.CharField(max_length=80), default=list)
    zeichen = SparseVectorField(dimensions=ngram_vectors.DIMENSIONS, null=True)
    wortstand = models.CharField(max_length=64, blank=True)  # indexing.words_state they are of
    fingerabdruck = models.CharField(max_length=64)
    geholt_am = models.DateTimeField(auto_now=True)

    class Meta:
        verbose_name = "Projekt eines anderen Wikis"
        verbose_name_plural = "Projekte anderer Wikis"
        constraints = [
            models.UniqueConstraint(fields=["wiki", "kennung"], name="fremdprojekt_einmal")
        ]
        indexes = [GinIndex(fields=["woerter"], name="fremdprojekt_woerter")]

    def __str__(self) -> str:
        return self.titel


class Fremdpassage(models.Model):
    """A passage with its vectors, as one generation of the index makes them (`modell`)."""

    projekt = models.ForeignKey(Fremdprojekt, on_delete=models.CASCADE, related_name="passagen")
    nummer = models.PositiveSmallIntegerField()
    abschnitt = models.CharField(max_length=255)
    text = models.TextField()
    modell = models.CharField(max_length=200)
    zerlegung = models.CharField(max_length=20)  # chunking.VERSION
    vektor = HalfVectorField()
    token_vektoren = models.BinaryField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["projekt", "modell", "nummer"], name="fremdpassage_einmal"
            )
        ]

    def __str__(self) -> str:
        return f"{self.projekt_id}/{self.nummer} {self.abschnitt}"


def shown_projects() -> "models.QuerySet[Fremdprojekt]":
    """Cases that their wiki has shown within the last day."""
    since = timezone.now() - SHOWN_FOR
    return Fremdprojekt.objects.filter(wiki__aktiv=True, wiki__bestaetigt_am__gte=since)
