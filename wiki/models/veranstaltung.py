"""`Veranstaltung`: a meeting of the network, with what was presented there."""

from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import MaxLengthValidator
from django.db import models
from django.http import HttpRequest
from modelcluster.fields import ParentalKey, ParentalManyToManyField
from wagtail.admin.panels import FieldRowPanel, InlinePanel, MultiFieldPanel
from wagtail.fields import StreamField
from wagtail.models import Page
from wagtail.query import PageQuerySet
from wagtail.search import index

from wiki.blocks import InhaltBlock, ProgrammpunktBlock
from wiki.sections import Section, sections_of
from wiki.visibility import chosen_once, visible_to

from .projektseite import Projektseite
from .quelle import Quelle


class Veranstaltung(Page):
    """A Vernetzungstreffen or another meeting: date, place, programme, projects presented."""

    kurzfassung = models.TextField(
        "Kurzfassung", max_length=300, validators=[MaxLengthValidator(300)]
    )
    datum = models.DateField("Datum")
    datum_bis = models.DateField("Bis", null=True, blank=True)
    ort = models.CharField("Ort", max_length=200)
    kommune = models.ForeignKey(
        "wiki.Kommune",
        verbose_name="Kommune",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="veranstaltungen",
    )
    veranstalter = models.CharField("Veranstalter", max_length=300, blank=True)
    programm = StreamField(
        [("programmpunkt", ProgrammpunktBlock())], verbose_name="Programm", blank=True
    )
    inhalt = StreamField(InhaltBlock(), verbose_name="Abschnitte", blank=True)
    projekte = ParentalManyToManyField(
        "wiki.Projektseite",
        verbose_name="Vorgestellte Projekte",
        related_name="veranstaltungen",
        blank=True,
    )

    template = "wiki/veranstaltung.html"
    parent_page_types = ["wiki.Veranstaltungsverzeichnis"]
    subpage_types: list[str] = []
    page_description = "Ein Vernetzungstreffen oder eine andere Veranstaltung."

    # Not the projects that were presented: a page that the caller may not see would be among them.
    api_fields = ["kurzfassung", "datum", "datum_bis", "ort", "kommune", "veranstalter", "quellen"]
    content_panels = [
        *Page.content_panels,
        "kurzfassung",
        MultiFieldPanel(
            [
                FieldRowPanel(["datum", "datum_bis"]),
                FieldRowPanel(["ort", "kommune"]),
                "veranstalter",
            ],
            heading="Wann und wo",
        ),
        "programm",
        "inhalt",
        "projekte",
        InlinePanel("quellen", heading="Quellen", label="Quelle"),
    ]
    search_fields = [*Page.search_fields, index.SearchField("kurzfassung")]

    class Meta:
        verbose_name = "Veranstaltung"
        verbose_name_plural = "Veranstaltungen"

    def clean(self) -> None:
        super().clean()
        if self.datum and self.datum_bis and self.datum > self.datum_bis:
            raise ValidationError({"datum_bis": "Das Ende liegt vor dem Beginn."})

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context(request, *args, **kwargs)
        return context | {"vorgestellte_projekte": self._shown_projekte(request)}

    def _shown_projekte(self, request: HttpRequest) -> "PageQuerySet[Projektseite]":
        """Returns the projects presented that the visitor may read. A draft holds its projects
        itself, so they are asked of it and not of the table."""
        named = self.projekte.values_list("id", flat=True)
        projekte = visible_to(Projektseite.objects.filter(chosen_once(named)), request)
        return projekte.prefetch_related("kommunen", "themen").order_by("title")

    def sections(self) -> list[Section]:
        """The article's sections in reading order."""
        return sections_of(self.inhalt)


class Veranstaltungsquelle(Quelle):
    """Where a fact comes from."""

    veranstaltung = ParentalKey(Veranstaltung, related_name="quellen", on_delete=models.CASCADE)
