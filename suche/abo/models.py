"""What is kept for people who want to hear of something. Never who they are: a mailbox, and what it
is to be told."""

import uuid
from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models.functions import MD5, Coalesce
from pgvector.django import HalfVectorField
from wagtail.models import Page

from suche.models import Netzwerkfrage
from wiki.fakten.facts import Ort
from wiki.gemeinden.orte import ort_from
from wiki.models import Gemeinde, Kommune, Projektseite

STELLE, BEMERKUNG = 120, 300  # characters


class Einwilligung(models.Model):
    """A row that counts only once its mailbox has agreed. Links carry `kennung`: after a backup was
    put back, the same number may mean another row."""

    kennung = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    angelegt_am = models.DateTimeField("Angelegt am", auto_now_add=True)
    bestaetigt_am = models.DateTimeField("Bestätigt am", null=True, editable=False)

    class Meta:
        abstract = True


class Abonnement(Einwilligung):
    """What a mailbox wants to hear of: a question with its filters, without a question all projects
    of a Thema or a Kommune (`filter`), or one project (`seite`).

    `gemeldet`: page id (text) -> what it was told with (its status; of `seite` also what it says);
    None until somebody has looked for the first time.
    """

    postfach = models.EmailField("Postfach")
    frage = models.TextField("Frage", blank=True)
    filter = models.TextField("Filter", blank=True)  # as in an address
    seite = models.ForeignKey(Projektseite, null=True, on_delete=models.CASCADE, related_name="+")
    gemeldet = models.JSONField(null=True)

    class Meta:
        verbose_name = "gespeicherte Frage"
        verbose_name_plural = "gespeicherte Fragen"
        constraints = [
            # Not the texts themselves: an index holds no more than 2,700 bytes a row.
            models.UniqueConstraint(
                "postfach",
                MD5("frage"),
                MD5("filter"),
                Coalesce("seite", 0),
                name="abonnement_einmal",
            ),
            models.CheckConstraint(
                condition=~models.Q(frage="", filter="", seite=None), name="abonnement_hat_anlass"
            ),
        ]

    def __str__(self) -> str:
        return (self.frage or self.filter or f"Seite {self.seite_id}")[:80]


class Planung(Einwilligung):
    """ "Wir planen das auch": a Kommune announces itself, on a question or on a project.

    Of a municipality without a page only the entry in the register is known (`gemeinde`).
    `vektor` is the question's, made with the generation `modell`, and `treffer` are the pages that
    answer it best; without a model it has none yet.
    """

    frage = models.TextField("Frage", blank=True)
    seite = models.ForeignKey(
        Projektseite, null=True, on_delete=models.CASCADE, related_name="planungen"
    )
    kommune = models.ForeignKey(
        Kommune, null=True, on_delete=models.CASCADE, related_name="planungen"
    )
    gemeinde = models.ForeignKey(
        Gemeinde, null=True, on_delete=models.PROTECT, related_name="planungen"
    )
    stelle = models.CharField("Amt oder Stelle", max_length=STELLE)
    postfach = models.EmailField("Funktionspostfach")
    bemerkung = models.CharField("Bemerkung", max_length=BEMERKUNG, blank=True)
    gilt_bis = models.DateField("Gilt bis")
    erinnert = models.BooleanField("An den Ablauf erinnert", default=False)
    vektor = HalfVectorField(null=True)
    treffer = ArrayField(models.BigIntegerField(), default=list)
    modell = models.CharField(max_length=200, blank=True)

    class Meta:
        verbose_name = "Planung einer Kommune"
        verbose_name_plural = "Planungen von Kommunen"
        ordering = ["-angelegt_am"]
        constraints = [
            models.UniqueConstraint(
                "postfach",
                Coalesce("kommune", 0),
                Coalesce("gemeinde", 0),
                MD5("frage"),
                Coalesce("seite", 0),
                name="planung_einmal",
            ),
            models.CheckConstraint(
                condition=~models.Q(kommune=None, gemeinde=None), name="planung_hat_kommune"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.ortsname}, {self.stelle}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """A Planung that gets a later date in the CMS will be reminded again, of the new date."""
        if self.pk and not kwargs.get("update_fields"):
            earlier = Planung.objects.filter(pk=self.pk, gilt_bis__lt=self.gilt_bis)
            self.erinnert = self.erinnert and not earlier.exists()
        super().save(*args, **kwargs)

    @property
    def ort(self) -> Ort | None:
        """The facts of the municipality that plans."""
        return ort_from(self.kommune, self.gemeinde)

    @property
    def ortsname(self) -> str:
        """The Kommune's name; one without a page is named as in the register."""
        return str(self.kommune or self.gemeinde)


class Netzwerkantwort(Einwilligung):
    """What became of a question to the network: the page that answers it, and whether the asker's
    mailbox wants to know and was told."""

    frage = models.OneToOneField(
        Netzwerkfrage, primary_key=True, on_delete=models.CASCADE, related_name="+"
    )
    seite = models.ForeignKey(Page, null=True, on_delete=models.SET_NULL, related_name="+")
    benachrichtigt_am = models.DateTimeField(null=True)

    class Meta:
        verbose_name = "Antwort auf eine Frage ans Netzwerk"
        verbose_name_plural = "Antworten auf Fragen ans Netzwerk"

    def __str__(self) -> str:
        return str(self.frage)

    @property
    def postfach(self) -> str:
        return self.frage.kontakt
