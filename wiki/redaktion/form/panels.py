"""Arranges the form of a Projektseite: groups, help texts and examples for authors who write twice
a year."""

from typing import Any

from django import forms
from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString
from wagtail.admin.panels import (
    CommentPanel,
    FieldPanel,
    FieldRowPanel,
    HelpPanel,
    InlinePanel,
    MultiFieldPanel,
    MultipleChooserPanel,
    ObjectList,
    Panel,
    PublishingPanel,
    TabbedInterface,
    TitleFieldPanel,
)
from wagtail.admin.widgets import AdminTagWidget, SlugInput

from wiki.felder.felder import BY_NAME, FELDER
from wiki.felder.schema import Art, Feld, Gruppe
from wiki.sorting import sort_key


class Auswahlliste(forms.CheckboxSelectMultiple):
    """A long list of checkboxes, with a field that narrows it down (static/js/redaktion.js). They
    stand in German order: the database sorts Köln behind Kusel."""

    def optgroups(self, *args: Any, **kwargs: Any) -> list[Any]:
        groups = super().optgroups(*args, **kwargs)
        return sorted(groups, key=lambda group: sort_key(str(group[1][0]["label"])))

    def render(self, name: str, *args: Any, **kwargs: Any) -> SafeString:
        """Wagtail also asks for one with a placeholder as its name."""
        feld = BY_NAME.get(name)
        return format_html(
            '<div class="wiki-auswahl" data-auswahl="{}">{}</div>',
            feld.label if feld else "",
            super().render(name, *args, **kwargs),
        )

    @property
    def media(self) -> forms.Media:
        return forms.Media(js=[static("js/redaktion.js")])


class Namensliste(AdminTagWidget):
    """A field for names, one after each comma. Wagtail's help text explains quotation marks, which
    nobody needs who types commas."""

    def get_context(self, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context(*args, **kwargs)
        context["widget"]["help_text"] = (
            "Ein Komma schließt einen Namen ab; Leerzeichen sind erlaubt."
        )
        return context


class VerwandtePanel(MultipleChooserPanel):
    """The list of related projects. It also takes pages that are clicked in the side panel (event
    `wiki:verwandt`)."""

    class BoundPanel(MultipleChooserPanel.BoundPanel):
        template_name = "wiki/redaktion/verwandte_panel.html"


def panel_of(feld: Feld) -> Panel:
    """Makes the panel of a field, by its kind."""
    if feld.art is Art.NACHNUTZUNGEN:
        return InlinePanel(feld.name, heading=feld.label, label="Kommune")
    if feld.art is Art.QUELLEN:
        return InlinePanel(feld.name, heading=feld.label, label="Quelle", help_text=feld.hilfe)
    if feld.art is Art.PRODUKTE:
        return FieldPanel(feld.name, help_text=feld.hilfe, widget=Namensliste)
    if feld.art in (Art.KOMMUNEN, Art.THEMEN):
        return _choice(feld)
    return FieldPanel(feld.name, help_text=feld.hilfe)


def _choice(feld: Feld) -> FieldPanel:
    """Makes a list of checkboxes that a draft may leave empty. By default Wagtail lets drafts leave
    only texts empty."""
    return FieldPanel(feld.name, help_text=feld.hilfe, widget=Auswahlliste, required_on_save=False)


def group_of(gruppe: Gruppe) -> MultiFieldPanel:
    """Puts the fields of a group below each other; a field with `neben` stands beside the one
    before."""
    rows: list[list[Panel]] = []
    for feld in FELDER:
        if feld.gruppe is not gruppe or feld.art is Art.ZEITRAUM:
            continue  # a period is entered as two years
        if feld.neben and rows:
            rows[-1].append(panel_of(feld))
        else:
            rows.append([panel_of(feld)])
    panels = [row[0] if len(row) == 1 else FieldRowPanel(row) for row in rows]
    return MultiFieldPanel(panels, heading=gruppe.value)


ANLEITUNG = HelpPanel(template="wiki/redaktion/anleitung.html", heading="So geht es")

INHALT = [
    ANLEITUNG,
    TitleFieldPanel("title", placeholder="Titel", help_text=BY_NAME["titel"].hilfe),
    panel_of(BY_NAME["kurzfassung"]),
    group_of(Gruppe.KOPF),
    FieldPanel(
        "inhalt",
        help_text="Erzählen Sie den Fall in einem Zug: Was war das Problem, was gibt es jetzt, wer "
        "tat wann was, was kam heraus? Einen eigenen Abschnitt (mit dem Plus) bekommt nur, wozu "
        "Sie mehr zu sagen haben, etwa Stolpersteine; was Sie nicht wissen, lassen Sie weg.",
    ),
    panel_of(BY_NAME["quellen"]),
    VerwandtePanel(
        "verwandte",
        chooser_field_name="ziel",
        heading="Verwandte Projekte",
        label="Projekt",
        max_num=12,
        help_text="Fälle anderer Kommunen mit demselben Ziel. Vorschläge stehen rechts unter "
        "„Gibt es das schon?“.",
    ),
]

STECKBRIEF_PANELS = [
    group_of(Gruppe.KOSTEN),
    group_of(Gruppe.NACHNUTZUNG),
    group_of(Gruppe.TECHNIK),
    group_of(Gruppe.KONTAKT),
    group_of(Gruppe.AKTUALITAET),
]

ADRESSE = [
    PublishingPanel(),  # shown by the link "Zeitplan" in the panel of the status
    CommentPanel(),
    FieldPanel(
        "slug",
        heading="Ende der Internetadresse",
        help_text="Entsteht von selbst aus dem Titel. Ist der Fall veröffentlicht, lassen Sie sie, "
        "wie sie ist.",
        widget=SlugInput,
    ),
    FieldPanel(
        "seo_title",
        heading="Titel für Suchmaschinen",
        help_text="Nur wenn er anders lauten soll als der Titel.",
    ),
    FieldPanel(
        "search_description",
        heading="Beschreibung für Suchmaschinen",
        help_text="Bleibt sie leer, nehmen Suchmaschinen die Kurzfassung.",
    ),
]

PROJEKT_FORMULAR = TabbedInterface(
    [
        ObjectList(INHALT, heading="Inhalt"),
        ObjectList(STECKBRIEF_PANELS, heading="Steckbrief"),
        ObjectList(ADRESSE, heading="Adresse"),
    ]
)
