"""Home, the index page of each kind, and plain text pages."""

from typing import Any

from django.db import models
from django.http import HttpRequest
from wagtail.fields import RichTextField
from wagtail.models import Page
from wagtail.search import index

from wiki.fakten.loading import ort_of
from wiki.markt.home import news
from wiki.markt.landkarte import dots
from wiki.markt.page import markt_context
from wiki.markt.verzeichnis.kommunen import kommunen_context
from wiki.markt.verzeichnis.themen import themen_context
from wiki.markt.verzeichnis.zuordnung import projekte_je_kommune, projekte_je_thema
from wiki.sorting import sort_key as sort_key  # others import it from here
from wiki.visibility import each_once, visible_to

from .kommune import Kommune
from .projektseite import Projektseite, lines
from .thema import Thema
from .veranstaltung import Veranstaltung


class Startseite(Page):
    """Home: one question field, example questions, what is new, the next meeting."""

    einleitung = RichTextField("Einleitung", features=["bold", "link"], blank=True)
    beispielfragen = models.TextField(
        "Beispielfragen",
        blank=True,
        help_text="Eine Frage je Zeile; sie stehen unter dem Suchfeld.",
    )

    template = "wiki/startseite.html"
    max_count = 1
    parent_page_types = ["wagtailcore.Page"]
    content_panels = [*Page.content_panels, "einleitung", "beispielfragen"]
    api_fields = ["einleitung", "beispielfragen"]

    class Meta:
        verbose_name = "Startseite"

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context(request, *args, **kwargs)
        projekte = visible_to(each_once(Projektseite.objects.all()), request)
        kommunen = kommunen_counted(request)
        return context | {
            "beispiele": lines(self.beispielfragen),
            "baum": themen_tree(request),
            "anzahl_kommunen": len(kommunen),
            "punkte": dots.dots((ort_of(kommune), kommune.anzahl) for kommune in kommunen),
            **news(projekte, request),
        }


class Verzeichnis(Page):
    """What all index pages share."""

    einleitung = RichTextField("Einleitung", features=["bold", "link"], blank=True)

    parent_page_types = ["wiki.Startseite"]
    content_panels = [*Page.content_panels, "einleitung"]
    api_fields = ["einleitung"]

    class Meta:
        abstract = True


class Projektverzeichnis(Verzeichnis):
    """The Markt der Projekte: all projects as cards, by year and on a map."""

    template = "wiki/projektverzeichnis.html"
    max_count = 1
    subpage_types = ["wiki.Projektseite"]

    class Meta:
        verbose_name = "Projektverzeichnis"

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        return super().get_context(request, *args, **kwargs) | markt_context(request)


class Kommunenverzeichnis(Verzeichnis):
    """All Kommunen that have a visible project, or in which others have one, by Land and name."""

    template = "wiki/kommunenverzeichnis.html"
    max_count = 1
    subpage_types: list[str] = []

    class Meta:
        verbose_name = "Kommunenverzeichnis"

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context(request, *args, **kwargs)
        counted = kommunen_counted(request)
        return context | kommunen_context(request, counted)


class Themenverzeichnis(Verzeichnis):
    """The tree of topics, each with the number of visible projects."""

    template = "wiki/themenverzeichnis.html"
    max_count = 1
    subpage_types: list[str] = []

    class Meta:
        verbose_name = "Themenverzeichnis"

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context(request, *args, **kwargs)
        return context | themen_context(request, themen_tree(request))


class Veranstaltungsverzeichnis(Verzeichnis):
    """Meetings, newest first."""

    template = "wiki/veranstaltungsverzeichnis.html"
    max_count = 1
    subpage_types = ["wiki.Veranstaltung"]

    class Meta:
        verbose_name = "Veranstaltungsverzeichnis"

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context(request, *args, **kwargs)
        veranstaltungen = visible_to(each_once(Veranstaltung.objects.child_of(self)), request)
        return context | {"veranstaltungen": veranstaltungen.order_by("-datum")}


class Textseite(Page):
    """A plain page: Hilfe, Impressum, Datenschutz and the like. Its English text need not say all
    that the German one says, which stands below it."""

    FEATURES = ["h2", "h3", "bold", "italic", "ul", "ol", "link", "document-link"]

    text = RichTextField("Text", features=FEATURES)
    text_englisch = RichTextField(
        "Text auf Englisch",
        features=FEATURES,
        blank=True,
        help_text="Steht in der englischen Oberfläche über dem deutschen Text, der dort "
        "zugeklappt ist.",
    )

    template = "wiki/textseite.html"
    parent_page_types = ["wiki.Startseite"]
    subpage_types: list[str] = []
    content_panels = [*Page.content_panels, "text", "text_englisch"]
    api_fields = ["text", "text_englisch"]
    search_fields = [*Page.search_fields, index.SearchField("text")]

    class Meta:
        verbose_name = "Textseite"
        verbose_name_plural = "Textseiten"


def kommunen_counted(request: HttpRequest) -> list[Any]:
    """Kommunen that have a visible project, with the number of these (`anzahl`), by name."""
    projekte = projekte_je_kommune(request)
    named: Any = Kommune.objects.exclude(typ=Kommune.Typ.LAND)
    found = [kommune for kommune in named if kommune.pk in projekte]
    for kommune in found:
        kommune.anzahl = len(projekte[kommune.pk])
    return sorted(found, key=lambda kommune: sort_key(kommune.name))


def themen_tree(request: HttpRequest) -> list[tuple[Thema, list[Thema]]]:
    """(Oberthema, its Themen) pairs, each Thema with its number of visible projects (`anzahl`)."""
    projekte, themen = projekte_je_thema(request), list[Any](Thema.objects.all())
    children: dict[int | None, list[Thema]] = {}
    for thema in sorted(themen, key=lambda t: sort_key(t.name)):
        thema.anzahl = len(projekte.get(thema.pk, ()))
        children.setdefault(thema.oberthema_id, []).append(thema)
    return [(thema, children.get(thema.pk, [])) for thema in children.get(None, [])]
