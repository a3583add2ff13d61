"""What the index knows of a page. Derived from the wiki: may be deleted and rebuilt at any time."""

from django.contrib.postgres.functions import RandomUUID
from django.db import models
from pgvector.django import HalfVectorField, SparseVectorField

from .vectors import ngram_vectors


class Generation(models.Model):
    """One build of the vectors: a model, with all passages encoded by it. One generation answers;
    another may be built beside it, and the one before is kept until it is removed.

    The text of a page (Dokument) belongs to none of them: it is there once.
    """

    class Zustand(models.TextChoices):
        AUFBAU = "aufbau", "im Aufbau"
        AKTIV = "aktiv", "aktiv"
        ABGELOEST = "abgeloest", "abgelöst"

    # Signature of the model; a second generation of the same model has "#" and a number behind it.
    # All rows of the generation carry it: Fassung, Chunk, Projektion.
    modell = models.CharField(max_length=200, unique=True)
    quelle = models.CharField(max_length=500, blank=True)  # name or folder; empty: the bundled one
    dimension = models.PositiveIntegerField(null=True)  # of its vectors; None: nothing stored yet
    zerlegung = models.CharField(max_length=20)  # chunking.VERSION it was begun with
    zeichen = models.CharField(max_length=20)  # ngram_vectors.NGRAM_VERSION it was begun with
    zustand = models.CharField(max_length=10, choices=Zustand, default=Zustand.AUFBAU)
    erstellt_am = models.DateTimeField(auto_now_add=True)
    # When it began to answer, for the last time. Of the replaced generations "change_model restore"
    # brings back the one that was activated last.
    aktiviert_am = models.DateTimeField(null=True)
    # Figures of the last evaluation: a `Bewertung` of suche.messung.model_change.
    bewertung = models.JSONField(default=dict)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["zustand"],
                condition=models.Q(zustand="aktiv"),
                name="eine_aktive_generation",
            )
        ]

    def __str__(self) -> str:
        return f"Generation {self.pk}, {self.modell}, {self.get_zustand_display()}"

    @property
    def signatur(self) -> str:
        """The signature of the model itself: the key without "#2"."""
        return self.modell.partition("#")[0]


class Dokument(models.Model):
    """The text of one live page as it was last indexed; both search legs read it."""

    page = models.OneToOneField(
        "wagtailcore.Page", primary_key=True, on_delete=models.CASCADE, related_name="dokument"
    )
    titel = models.CharField(max_length=255)
    kommunen = models.TextField(blank=True)  # names, for the context of each chunk
    abschnitte = models.JSONField(default=list)  # [{"name", "anker", "text"}] in reading order
    anlagen = models.JSONField(default=list)  # the same, of files attached to the page
    # Pieces of its words, see `ngram_vectors`; empty in rows that are older than the column.
    zeichen = SparseVectorField(dimensions=ngram_vectors.DIMENSIONS, null=True)
    fingerabdruck = models.CharField(max_length=64)  # of what stands in this row
    indexiert_am = models.DateTimeField(auto_now=True)

    def __str__(self) -> str:
        return self.titel


class Anlagentext(models.Model):
    """What a document says, as its file was last read. A job reads it, once a file; who indexes a
    page only looks here."""

    dokument = models.OneToOneField(
        "wagtaildocs.Document",
        primary_key=True,
        on_delete=models.CASCADE,
        related_name="anlagentext",
    )
    pruefsumme = models.CharField(max_length=40)  # of the file that was read
    seiten = models.JSONField(default=list)  # [{"nummer" (0: it has no pages), "text"}]
    fehler = models.CharField(max_length=200, blank=True)  # why it could not be read
    gelesen_am = models.DateTimeField(auto_now=True)

    def __str__(self) -> str:
        return f"Anlage {self.dokument_id}"


class Fassung(models.Model):
    """A page as one generation knows it: what its passages and vectors were made of."""

    dokument = models.ForeignKey(Dokument, on_delete=models.CASCADE, related_name="fassungen")
    modell = models.CharField(max_length=200)  # the generation's
    fingerabdruck = models.CharField(max_length=64)  # of text, chunking and model
    indexiert_am = models.DateTimeField(auto_now=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["modell", "dokument"], name="fassung_je_dokument")
        ]

    def __str__(self) -> str:
        return f"{self.dokument_id} {self.modell}"


class Chunk(models.Model):
    """A passage with its vector.

    The column has no fixed dimension: generations of several models lie side by side. Above about
    20,000 chunks a generation gets an approximate index of its own (`vector_index`).
    """

    dokument = models.ForeignKey(Dokument, on_delete=models.CASCADE, related_name="chunks")
    nummer = models.PositiveSmallIntegerField()
    abschnitt = models.CharField(max_length=255)
    anker = models.CharField(max_length=255, blank=True)
    text = models.TextField()
    inhalt_hash = models.CharField(max_length=64)  # of what the model reads, context included
    modell = models.CharField(max_length=200)  # the generation's
    vektor = HalfVectorField()
    token_vektoren = models.BinaryField()  # 64 bytes a token, see vectors.late_interaction

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["dokument", "modell", "nummer"], name="chunk_je_fassung"
            )
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
    # Passages of the wiki that it was fitted to; 0: a fixed sample of other texts.
    passagen = models.PositiveIntegerField(default=0)
    # What `calibration` found out about this model's scores; empty until it has been asked.
    kalibrierung = models.JSONField(null=True, blank=True)

    def __str__(self) -> str:
        return self.modell


class Aenderung(models.Model):
    """The change log: which page changed, numbered in the order of commit.

    Each machine's lexical index follows it (`lexical`). The numbers are given out under a
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
    """What a repair of the index found and did. The row is written when the repair begins: one
    without an end was killed."""

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
    # Of the active generation's vector index; empty without one: {"recall": 0 to 1}.
    vektorindex = models.JSONField("Vektorindex", default=dict)
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
        """The number of Befunde of all kinds together."""
        return sum(self.befunde.values())
