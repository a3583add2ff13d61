"""Questions nobody could answer, what editors do about them, and how far down results are read.

Nothing here says who asked: no login, no address of a computer, no cookie, no time of day.
"""

from hashlib import sha256
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import MaxLengthValidator
from django.db import models, transaction
from pgvector.django import HalfVectorField
from wagtail.models import Page

from suche.exceptions import QuestionInvalid
from suche.understand.question import parse_question
from wiki.models.projektseite import heute, lines

MAX_FRAGEN = 20


class Luecke(models.Model):
    """Unanswered questions that mean the same. Made and closed by the nightly job."""

    class Stand(models.TextChoices):
        OFFEN = "offen", "offen"
        VERWORFEN = "verworfen", "verworfen"
        BEANTWORTET = "beantwortet", "beantwortet"

    frage = models.CharField("Frage", max_length=300)  # the one in the middle of the others
    anzahl = models.PositiveIntegerField("Anzahl", default=0)
    zuletzt = models.DateField("Zuletzt gefragt", default=heute)
    stand = models.CharField("Stand", max_length=12, choices=Stand, default=Stand.OFFEN)
    # [[page id, level], ...], best first, whoever may read them: filtered when they are shown.
    naechste = models.JSONField(default=list)
    antwort = models.ForeignKey(
        Page, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    beantwortet_am = models.DateField(null=True, blank=True)

    class Meta:
        verbose_name = "Wissenslücke"
        verbose_name_plural = "Wissenslücken"
        ordering = ["-anzahl", "-zuletzt", "pk"]

    def __str__(self) -> str:
        return self.frage


class Offenefrage(models.Model):
    """A question without a (good) answer; `schluessel` is the same for the same words."""

    text = models.CharField("Frage", max_length=300)
    schluessel = models.CharField(max_length=64)
    tag = models.DateField(default=heute)
    vektor = HalfVectorField(null=True)
    modell = models.CharField(max_length=200, blank=True)  # which generation the vector is of
    luecke = models.ForeignKey(
        Luecke, null=True, blank=True, on_delete=models.SET_NULL, related_name="fragen"
    )

    class Meta:
        verbose_name = "offene Frage"
        verbose_name_plural = "offene Fragen"
        constraints = [
            models.UniqueConstraint(fields=["schluessel", "tag"], name="offenefrage_je_tag")
        ]

    def __str__(self) -> str:
        return self.text


class Redaktionstipp(models.Model):
    """A page that editors put above the results of certain questions."""

    fragen = models.TextField(
        "Fragen",
        max_length=4_000,
        validators=[MaxLengthValidator(4_000)],
        help_text="Eine je Zeile. Der Tipp erscheint bei diesen Fragen und bei solchen, die "
        "dasselbe meinen.",
    )
    seite = models.ForeignKey(
        Page,
        verbose_name="Seite",
        on_delete=models.CASCADE,
        related_name="redaktionstipps",
        help_text="Gezeigt wird der Tipp nur denen, die diese Seite lesen dürfen.",
    )
    beschreibung = models.TextField(
        "Beschreibung",
        max_length=300,
        blank=True,
        validators=[MaxLengthValidator(300)],
        help_text="Warum diese Seite hilft, in ein bis zwei Sätzen.",
    )

    class Meta:
        verbose_name = "Redaktionstipp"
        verbose_name_plural = "Redaktionstipps"
        ordering = ["fragen"]

    def __str__(self) -> str:
        return (lines(self.fragen) or [""])[0][:80]

    def clean(self) -> None:
        found = list(dict.fromkeys(" ".join(line.split()) for line in lines(self.fragen)))
        if len(found) > MAX_FRAGEN:
            raise ValidationError({"fragen": f"Höchstens {MAX_FRAGEN} Fragen."})
        for line in found:
            _check_question(line)
        self.fragen = "\n".join(found)

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Stores each line of `fragen` as a Tippfrage, too: those rows are what questions are
        compared with."""
        with transaction.atomic():
            super().save(*args, **kwargs)
            self._renew_questions()

    def _renew_questions(self) -> None:
        asked = {question_key(line): line for line in lines(self.fragen)}
        self.tippfragen.all().delete()
        Tippfrage.objects.bulk_create(
            Tippfrage(tipp=self, text=text, schluessel=key) for key, text in asked.items()
        )


class Tippfrage(models.Model):
    """One question of a Redaktionstipp; the worker adds the vector."""

    tipp = models.ForeignKey(Redaktionstipp, on_delete=models.CASCADE, related_name="tippfragen")
    text = models.CharField(max_length=300)
    schluessel = models.CharField(max_length=64, db_index=True)
    vektor = HalfVectorField(null=True)
    modell = models.CharField(max_length=200, blank=True)

    class Meta:
        verbose_name = "Frage eines Redaktionstipps"
        verbose_name_plural = "Fragen von Redaktionstipps"

    def __str__(self) -> str:
        return self.text


class Klickzahl(models.Model):
    """How many result lists were shown (`rang` 0), and how often each rank was the first click."""

    tag = models.DateField(default=heute)
    rang = models.PositiveSmallIntegerField()
    stufe = models.CharField(max_length=12, blank=True)
    anzahl = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name = "Klickzahl"
        verbose_name_plural = "Klickzahlen"
        constraints = [
            models.UniqueConstraint(fields=["tag", "rang", "stufe"], name="klickzahl_einmal")
        ]

    def __str__(self) -> str:
        return f"{self.tag} {self.rang} {self.stufe}: {self.anzahl}"


def question_key(text: str) -> str:
    """Returns a key that is the same for the same words in any order, inflection and spelling (ä,
    ae; Kita-Anmeldung, Kita Anmeldung)."""
    question = parse_question(text)  # without the words of editors, which may change
    terms = {term for unit in question.units for term in unit.own[-1]}  # compounds: their parts
    return sha256(" ".join(sorted(terms or {question.text.casefold()})).encode()).hexdigest()


def _check_question(line: str) -> None:
    if len(line) > 300:
        raise ValidationError({"fragen": f"„{line[:60]}…“ ist zu lang (höchstens 300 Zeichen)."})
    try:
        parse_question(line)
    except QuestionInvalid as error:
        raise ValidationError({"fragen": f"„{line}“ ist keine Frage. {error}"}) from error
