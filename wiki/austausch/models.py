"""Stores the runs of imports, the pages each has written, and how the columns and words of lists
are read."""

from typing import Any

from django.conf import settings
from django.db import models
from django.utils import timezone

from wiki.austausch.draft.matching import title_key
from wiki.austausch.importing.report import PLURALS


class Importlauf(models.Model):
    """A run of an import: its file, its options, its progress, its report."""

    class Art(models.TextChoices):
        TABELLE = "tabelle", "Tabelle"
        MEDIAWIKI = "mediawiki", "MediaWiki-Export"
        BERICHTE = "berichte", "Berichte"
        WIKI = "wiki", "Wiki-Export (JSON)"

    class Stand(models.TextChoices):
        HOCHGELADEN = "hochgeladen", "hochgeladen"
        PRUEFT = "prueft", "wird geprüft"
        GEPRUEFT = "geprueft", "geprüft, noch nichts geschrieben"
        WARTET = "wartet", "wartet auf den Start"
        LAEUFT = "laeuft", "läuft"
        FERTIG = "fertig", "fertig"
        NICHT_AUSGEFUEHRT = "nicht_ausgefuehrt", "nicht ausgeführt"
        ABGEBROCHEN = "abgebrochen", "abgebrochen"
        RUECKNAHME = "ruecknahme", "wird zurückgenommen"
        ZURUECKGENOMMEN = "zurueckgenommen", "zurückgenommen"

    art = models.CharField("Art", max_length=20, choices=Art)
    stand = models.CharField("Stand", max_length=20, choices=Stand, default=Stand.HOCHGELADEN)
    dateiname = models.CharField("Datei", max_length=255)
    datei = models.FileField("Hochgeladene Datei", upload_to="importe/", blank=True)
    pruefsumme = models.CharField("Prüfsumme", max_length=64, blank=True)
    optionen = models.JSONField("Optionen", default=dict, blank=True)
    zuordnung = models.JSONField("Zuordnung der Spalten", default=dict, blank=True)
    bericht = models.JSONField("Bericht", default=dict, blank=True)
    zeilen = models.PositiveIntegerField("Zeilen", default=0)
    erledigt = models.PositiveIntegerField("davon erledigt", default=0)
    abbruch = models.BooleanField("Abbruch gewünscht", default=False)
    von = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name="Von",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    angelegt_am = models.DateTimeField("Angelegt am", auto_now_add=True)
    beendet_am = models.DateTimeField("Beendet am", null=True, blank=True)
    lebenszeichen = models.DateTimeField("Letztes Lebenszeichen", null=True, blank=True)

    class Meta:
        verbose_name = "Import"
        verbose_name_plural = "Importe"
        ordering = ["-angelegt_am", "-pk"]

    def __str__(self) -> str:
        return f"{self.dateiname} ({self.get_stand_display()})"

    @property
    def einheit(self) -> str:
        """Says what a number in the report counts: Zeile, Seite or Datei."""
        return EINHEITEN[self.art]

    @property
    def einheiten(self) -> str:
        return PLURALS[self.einheit]

    @property
    def unterwegs(self) -> bool:
        """Returns whether a job works on the run, or will."""
        stand = self.Stand
        return self.stand in {stand.PRUEFT, stand.WARTET, stand.LAEUFT, stand.RUECKNAHME}

    @property
    def prozent(self) -> int:
        return round(100 * self.erledigt / self.zeilen) if self.zeilen else 0

    def set_stand(self, stand: str, **fields: Any) -> None:
        """Stores a new state and `fields` with it. Other fields of the row are not written, because
        a job and a person may change it at once."""
        self.lebenszeichen = timezone.now()
        for name, value in {"stand": stand, **fields}.items():
            setattr(self, name, value)
        self.save(update_fields=["stand", "lebenszeichen", *fields])


EINHEITEN: dict[str, str] = {
    Importlauf.Art.TABELLE: "Zeile",
    Importlauf.Art.MEDIAWIKI: "Seite",
    Importlauf.Art.BERICHTE: "Datei",
    Importlauf.Art.WIKI: "Seite",
}


class Importzeile(models.Model):
    """A page that a run has created or changed, with the revisions that undoing it needs."""

    class Ergebnis(models.TextChoices):
        NEU = "neu", "neu"
        GEAENDERT = "geaendert", "geändert"

    lauf = models.ForeignKey(Importlauf, on_delete=models.CASCADE, related_name="geschrieben")
    nummer = models.PositiveIntegerField("Zeile")
    ergebnis = models.CharField("Ergebnis", max_length=20, choices=Ergebnis)
    seite_id = models.BigIntegerField("Seite")
    revision_vorher = models.BigIntegerField("Version davor", null=True, blank=True)
    revision_nachher = models.BigIntegerField("Version danach")
    veroeffentlicht = models.BooleanField("Veröffentlicht", default=False)

    class Meta:
        verbose_name = "Importierte Seite"
        verbose_name_plural = "Importierte Seiten"
        ordering = ["nummer"]
        constraints = [
            models.UniqueConstraint(fields=["lauf", "nummer"], name="austausch_zeile_einmal")
        ]

    def __str__(self) -> str:
        return f"Zeile {self.nummer}: {self.get_ergebnis_display()}"


class Spaltenzuordnung(models.Model):
    """Remembers how the columns of a list with these headings were read last time."""

    schluessel = models.CharField("Überschriften (Prüfsumme)", max_length=64, unique=True)
    zuordnung = models.JSONField("Überschrift zu Feld", default=dict)
    benutzt_am = models.DateTimeField("Zuletzt benutzt", auto_now=True)

    class Meta:
        verbose_name = "Spaltenzuordnung"
        verbose_name_plural = "Spaltenzuordnungen"

    def __str__(self) -> str:
        return ", ".join(self.zuordnung)


class Wertzuordnung(models.Model):
    """Remembers what a word of a list means, for the lists that come later."""

    class Feld(models.TextChoices):
        THEMEN = "themen", "Thema"
        STATUS = "status", "Status"
        KOMMUNEN = "kommunen", "Kommune"
        WEGE = "nachnutzungswege", "Weg zur Nachnutzung"

    AUSLASSEN, SCHLAGWORT = "-", "#"

    feld = models.CharField("Spalte", max_length=20, choices=Feld)
    schluessel = models.CharField("Wort (vereinheitlicht)", max_length=200, editable=False)
    wort = models.CharField("Wort in der Liste", max_length=200)
    ziel = models.CharField(
        "Bedeutung",
        max_length=120,
        help_text="Kürzel des Themas oder der Kommune (oder ihr Regionalschlüssel), oder der "
        "Status. „-“ lässt das Wort aus, „#“ macht ein Schlagwort daraus.",
    )
    benutzt_am = models.DateTimeField("Zuletzt gewählt", auto_now=True)

    class Meta:
        verbose_name = "Wort aus Listen"
        verbose_name_plural = "Wörter aus Listen"
        ordering = ["feld", "schluessel"]
        constraints = [
            models.UniqueConstraint(fields=["feld", "schluessel"], name="austausch_wort_einmal")
        ]

    def __str__(self) -> str:
        return f"{self.get_feld_display()} „{self.wort}“"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Keeps the key with the word, whoever writes it."""
        self.schluessel = title_key(self.wort)[:200]
        super().save(*args, **kwargs)
