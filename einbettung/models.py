"""What the index knows of a page. Derived from the wiki: may be deleted and rebuilt at any time."""

from django.contrib.postgres.functions import RandomUUID
from django.db import models
from pgvector.django import HalfVectorField, SparseVectorField

from . import characters


class Dokument(models.Model):
    """The text of one live page as it was last indexed; both search legs read it."""

    page = models.OneToOneField(
        "wagtailcore.Page", primary_key=True, on_delete=models.CASCADE, related_name="dokument"
    )
    titel = models.CharField(max_length=255)
    kommunen = models.TextField(blank=True)  # names, for the context of each chunk
    abschnitte = models.JSONField(default=list)  # [{"name", "anker", "text"}] in reading order
    # Pieces of its words, see einbettung.characters; empty in rows that are older than the column.
    zeichen = SparseVectorField(dimensions=characters.DIMENSIONS, null=True)
    fingerabdruck = models.CharField(max_length=64)  # of text, chunking and model
    modell = models.CharField(max_length=200)
    indexiert_am = models.DateTimeField(auto_now=True)

    def __str__(self) -> str:
        return self.titel


class Chunk(models.Model):
    """A passage with its vector.

    The column has no fixed dimension, so that a model of another size needs no migration; up to
    about 20,000 chunks an exact scan is as fast as an approximate index (docs/entscheidungen.md).
    """

    dokument = models.ForeignKey(Dokument, on_delete=models.CASCADE, related_name="chunks")
    nummer = models.PositiveSmallIntegerField()
    abschnitt = models.CharField(max_length=255)
    anker = models.CharField(max_length=255, blank=True)
    text = models.TextField()
    inhalt_hash = models.CharField(max_length=64)  # of what the model reads, context included
    modell = models.CharField(max_length=200)
    vektor = HalfVectorField()
    token_vektoren = models.BinaryField()  # int8 (tokens, 128), see einbettung.late_interaction

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["dokument", "nummer"], name="chunk_je_dokument")
        ]
        indexes = [models.Index(fields=["inhalt_hash", "modell"], name="chunk_inhalt")]

    def __str__(self) -> str:
        return f"{self.dokument_id}/{self.nummer} {self.abschnitt}"


class Projektion(models.Model):
    """How a model's token vectors were made small. Kept with them: computed anew on another
    machine, its axes may point the other way."""

    modell = models.CharField(max_length=200, primary_key=True)
    mittel = models.BinaryField()  # float32 (d,)
    basis = models.BinaryField()  # float32 (d, k)
    skala = models.FloatField()
    # What suche.calibration found out about this model's scores; empty until it has been asked.
    kalibrierung = models.JSONField(null=True, blank=True)

    def __str__(self) -> str:
        return self.modell


class Aenderung(models.Model):
    """The change log: which page changed, numbered in the order of commit.

    Each machine's lexical index follows it (suche.lexical). The numbers are given out under a
    lock that is held until commit, so a reader who has seen n will never find a smaller one later.
    """

    nummer = models.BigAutoField(primary_key=True)
    page_id = models.BigIntegerField(db_index=True)
    # Random: after a database was put back to an older state, the same number means another change.
    kennung = models.UUIDField(db_default=RandomUUID(), editable=False)

    class Meta:
        ordering = ["nummer"]

    def __str__(self) -> str:
        return f"{self.nummer}: Seite {self.page_id}"


class Indexbericht(models.Model):
    """What a reindex found and did. Written when it begins, so that a run that was killed shows:
    it never ended."""

    class Art(models.TextChoices):
        AUDIT = "audit", "nur Prüfung"
        REINDEX = "reindex", "Prüfung und Abgleich"
        FULL = "full", "alles neu eingebettet"

    begonnen = models.DateTimeField("begonnen")
    beendet = models.DateTimeField("beendet", null=True)
    art = models.CharField("Art", max_length=10, choices=Art)
    geprueft = models.PositiveIntegerField("geprüfte Seiten", default=0)
    befunde = models.JSONField("Befunde", default=dict)  # kind of Befund -> how many; never 0
    repariert = models.PositiveIntegerField("reparierte Seiten", default=0)
    # What was cleared away -> how many; empty in runs that only compare.
    aufgeraeumt = models.JSONField("Aufgeräumt", default=dict)
    fehler = models.JSONField("Fehler", default=list)  # [{"page_id" (None: the run), "text"}]
    dauer_s = models.FloatField("Dauer in Sekunden", default=0)

    class Meta:
        verbose_name = "Indexbericht"
        verbose_name_plural = "Indexberichte"
        ordering = ["-pk"]

    def __str__(self) -> str:
        return f"{self.begonnen:%d.%m.%Y %H:%M} {self.get_art_display()}"

    @property
    def abweichungen(self) -> int:
        """How many Befunde there are of all kinds."""
        return sum(self.befunde.values())
