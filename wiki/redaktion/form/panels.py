"""The form of a Projektseite: groups, help texts, examples for who writes twice a year."""

from typing import Any

from django import forms
from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString
from wagtail.admin.panels import (
    FieldPanel,
    FieldRowPanel,
    HelpPanel,
    InlinePanel,
    MultiFieldPanel,
    MultipleChooserPanel,
    ObjectList,
    TabbedInterface,
    TitleFieldPanel,
)
from wagtail.admin.widgets import AdminTagWidget, SlugInput


class Auswahlliste(forms.CheckboxSelectMultiple):
    """A long list of boxes to tick with a field that narrows it down (static/js/redaktion.js)."""

    def render(self, *args: Any, **kwargs: Any) -> SafeString:
        return format_html(
            '<div class="wiki-auswahl" data-auswahl>{}</div>', super().render(*args, **kwargs)
        )

    @property
    def media(self) -> forms.Media:
        return forms.Media(js=[static("js/redaktion.js")])


class Namensliste(AdminTagWidget):
    """Wagtail explains quotation marks; who types a comma needs none."""

    def get_context(self, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context(*args, **kwargs)
        context["widget"]["help_text"] = (
            "Ein Komma schließt einen Namen ab; Leerzeichen sind erlaubt."
        )
        return context


class VerwandtePanel(MultipleChooserPanel):
    """Takes up pages from the side panel too (event `wiki:verwandt`)."""

    class BoundPanel(MultipleChooserPanel.BoundPanel):
        template_name = "wiki/redaktion/verwandte_panel.html"


def field(name: str, help_text: str) -> FieldPanel:
    return FieldPanel(name, help_text=help_text)


def choice(name: str, help_text: str) -> FieldPanel:
    """A long list; a draft may leave it empty, which Wagtail grants to texts only."""
    return FieldPanel(name, help_text=help_text, widget=Auswahlliste, required_on_save=False)


ANLEITUNG = HelpPanel(template="wiki/redaktion/anleitung.html", heading="So geht es")

INHALT = [
    ANLEITUNG,
    TitleFieldPanel(
        "title",
        placeholder="Titel",
        help_text="Was ist es, und wo? Zum Beispiel: Kita-Anmeldung online in Musterstadt.",
    ),
    field(
        "kurzfassung",
        "Wer macht was für wen? Ein bis zwei Sätze, höchstens 300 Zeichen. Zum Beispiel: Eltern in "
        "Musterstadt melden ihr Kind online in einer von 20 Kitas an; die Zusage kommt per E-Mail.",
    ),
    MultiFieldPanel(
        [
            FieldRowPanel(
                [
                    choice("kommunen", "Wer das Projekt gemacht hat."),
                    choice("themen", "Ein bis drei genügen."),
                ]
            ),
            FieldRowPanel(
                [
                    field("status", "Wie weit ist es heute? Auch Abgebrochenes hilft anderen."),
                    field("status_jahr", "Das Jahr, in dem das galt, zum Beispiel 2026."),
                ]
            ),
            FieldRowPanel(["laufzeit_von", "laufzeit_bis"]),
        ],
        heading="Wer, was, wann",
    ),
    field(
        "inhalt",
        "Am besten alle sechs festen Abschnitte, je drei bis acht Sätze. Fangen Sie mit "
        "Ausgangslage und Lösung an; was Sie noch nicht wissen, lassen Sie weg.",
    ),
    InlinePanel(
        "quellen",
        heading="Quellen",
        label="Quelle",
        help_text="Beschluss, Pressebericht, eigene Erfahrung: Woher stammen die Angaben?",
    ),
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

STECKBRIEF = [
    MultiFieldPanel(
        [
            FieldRowPanel(
                [
                    field("kosten_einmalig", "In Euro, nur die Zahl, zum Beispiel 12000."),
                    field(
                        "kosten_einmalig_hinweis",
                        "Auch eine Spanne hilft: „10.000 bis 15.000 €, ohne eigenes Personal“.",
                    ),
                ]
            ),
            FieldRowPanel(
                [
                    field("kosten_laufend", "In Euro pro Jahr, nur die Zahl."),
                    field("kosten_laufend_hinweis", "Zum Beispiel: Lizenz und Wartung."),
                ]
            ),
            field("personalaufwand", "Zum Beispiel: eine halbe Stelle für sechs Monate."),
            field("foerderung", "Programm, Geber, Anteil. Zum Beispiel: LEADER, 65 Prozent."),
        ],
        heading="Kosten und Aufwand",
    ),
    MultiFieldPanel(
        [
            field(
                "uebertragbarkeit",
                "Was muss eine andere Kommune mitbringen? Was hängt an Ihrer Größe, Ihrer "
                "Technik, Ihrem Land?",
            ),
            field("nachnutzungswege", "Wie kommt eine andere Kommune an die Lösung?"),
            InlinePanel("nachnutzungen", heading="Nachgenutzt von", label="Kommune"),
        ],
        heading="Nachnutzung",
    ),
    MultiFieldPanel(
        [
            FieldPanel(
                "produkte",
                help_text="Namen der Programme und Geräte, zum Beispiel: Little Bird, LoRaWAN.",
                widget=Namensliste,
            ),
            field("partner", "Eine Angabe je Zeile, zum Beispiel: Kreisverwaltung."),
            field("zielgruppen", "Eine Angabe je Zeile, zum Beispiel: Eltern."),
            field("ozg_leistung", "Nur wenn es eine gibt, zum Beispiel: Bauantrag."),
        ],
        heading="Technik und Beteiligte",
    ),
    MultiFieldPanel(
        [
            field("kontakt_stelle", "Amt oder Abteilung, kein Personenname."),
            FieldRowPanel(
                [
                    field(
                        "kontakt_postfach",
                        "Ein Postfach, das jemand vertritt, zum Beispiel: "
                        "digitales@musterstadt.example. Dorthin gehen auch Rückfragen und "
                        "Erinnerungen.",
                    ),
                    field("kontakt_telefon", "Am besten die Zentrale oder das Amt."),
                ]
            ),
        ],
        heading="Kontakt",
    ),
    MultiFieldPanel(
        [
            FieldRowPanel(
                [
                    field("geprueft_am", "Wann haben Sie die Angaben zuletzt durchgesehen?"),
                    field("gueltig_bis", "Wann sollen wir nachfragen? Üblich ist ein Jahr."),
                ]
            ),
            field("faktenlage", "Was unsicher oder nur teilweise belegt ist."),
        ],
        heading="Aktualität",
    ),
]

ADRESSE = [
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
        ObjectList(STECKBRIEF, heading="Steckbrief"),
        ObjectList(ADRESSE, heading="Adresse"),
    ]
)
