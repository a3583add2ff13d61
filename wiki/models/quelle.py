"""What every kind of source is: a title, who published it and when, and where there is one, an
address."""

import re
from datetime import date

from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db import models
from django.utils.dateparse import parse_date
from django.utils.formats import date_format
from wagtail.admin.panels import FieldPanel, FieldRowPanel
from wagtail.models import Orderable

DAY = r"^\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?$"
YEAR_MONTH_OR_DAY = RegexValidator(
    DAY,
    "Bitte als Jahr (2024), Monat (2024-05) oder Tag (2024-05-13).",
)
NO_SUCH_DAY = "Diesen Tag gibt es nicht. Bitte sehen Sie noch einmal nach."


def is_day(text: str) -> bool:
    """Whether it is a year, month or day that there is, written as YEAR_MONTH_OR_DAY allows."""
    return re.fullmatch(DAY, text) is not None and first_day(text) is not None


def first_day(day: str) -> date | None:
    """The first day of a year, month or day as YEAR_MONTH_OR_DAY allows them; None for one that
    there is not, such as the 31st of June."""
    try:
        return parse_date(f"{day}-01-01"[:10]) if day else None
    except ValueError:
        return None


def day_text(day: str) -> str:
    """`2024`, `Mai 2024` or `13. Mai 2024`; empty when unknown, and as it stands when there is no
    such day."""
    formats = {7: "YEAR_MONTH_FORMAT", 10: "DATE_FORMAT"}
    first = first_day(day)
    return date_format(first, formats.get(len(day), "Y")) if first else day


class Quelle(Orderable):
    """Where a fact comes from. `datum` is as exact as it is known: year, month or day."""

    bezeichnung = models.CharField("Titel", max_length=300)
    herausgeber = models.CharField("Herausgeber", max_length=200, blank=True)
    datum = models.CharField("Datum", max_length=10, blank=True, validators=[YEAR_MONTH_OR_DAY])
    url = models.URLField("Adresse", max_length=600, blank=True)
    abgerufen_am = models.DateField("Abgerufen am", null=True, blank=True)

    api_fields = ["bezeichnung", "herausgeber", "datum", "url", "abgerufen_am"]
    panels = [
        FieldPanel("bezeichnung", help_text="Zum Beispiel: Stadt startet Online-Anmeldung."),
        FieldRowPanel(
            [
                FieldPanel("herausgeber", help_text="Medium oder Behörde."),
                FieldPanel("datum", help_text="Jahr, Monat oder Tag: 2024, 2024-05, 2024-05-13."),
            ]
        ),
        FieldRowPanel([FieldPanel("url"), FieldPanel("abgerufen_am")]),
    ]

    class Meta(Orderable.Meta):
        abstract = True
        verbose_name = "Quelle"
        verbose_name_plural = "Quellen"

    def __str__(self) -> str:
        return self.bezeichnung

    def clean(self) -> None:
        super().clean()
        if re.fullmatch(DAY, self.datum) and first_day(self.datum) is None:
            raise ValidationError({"datum": NO_SUCH_DAY})

    @property
    def datum_text(self) -> str:
        """`2024`, `Mai 2024` or `13. Mai 2024`; empty when unknown."""
        return day_text(self.datum)

    @property
    def nachweis(self) -> str:
        """Publisher, date and when it was read, as they stand behind the title."""
        read = date_format(self.abgerufen_am, "j. F Y") if self.abgerufen_am else ""
        parts = (self.herausgeber, self.datum_text, read and f"abgerufen am {read}")
        return ", ".join(filter(None, parts))
