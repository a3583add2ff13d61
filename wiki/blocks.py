"""StreamField blocks: the named sections of an article and what may stand in them."""

from typing import Any

from django.core.exceptions import ValidationError
from wagtail import blocks
from wagtail.contrib.typed_table_block.blocks import TypedTableBlock
from wagtail.documents.blocks import DocumentChooserBlock
from wagtail.images.blocks import ImageBlock, ImageChooserBlock

from wiki.felder.felder import SECTIONS

OHNE_BESCHREIBUNG = (
    "Bitte beschreiben Sie in einem Satz, was zu sehen ist, oder kreuzen Sie an, dass das Bild nur "
    "schmückt."
)
FRAGE_LENGTH = 200
TEXT_FEATURES = ["h3", "bold", "italic", "ul", "ol", "link", "document-link"]


class ZitatBlock(blocks.StructBlock):
    text = blocks.TextBlock(label="Zitat", max_length=600)
    quelle = blocks.CharBlock(
        label="Wer sagt das?",
        required=False,
        max_length=200,
        help_text="Amt oder Funktion genügt, zum Beispiel: Leiterin des Bürgerbüros.",
    )

    class Meta:
        icon = "openquote"
        label = "Zitat"
        template = "wiki/blocks/zitat.html"
        description = "Ein Satz aus der Verwaltung oder von Nutzerinnen und Nutzern."
        preview_value = {
            "text": "Die meiste Arbeit war nicht die Technik, sondern das Formular.",
            "quelle": "Leiterin des Bürgerbüros",
        }


class BeschriebenesBild(ImageBlock):
    """Wagtail's block, which asks for a text for those who don't see the image, in words that say
    what to write. Stored alike: in migrations it is an ImageBlock."""

    def __init__(self, **kwargs: Any) -> None:
        children = [
            ("image", ImageChooserBlock(label="Datei")),
            (
                "alt_text",
                blocks.CharBlock(
                    required=False,
                    label="Was ist zu sehen?",
                    help_text="Für alle, die das Bild nicht sehen. Zum Beispiel: Abholschrank im "
                    "Foyer mit 24 Fächern, davor ein Bildschirm in Sitzhöhe.",
                ),
            ),
            (
                "decorative",
                blocks.BooleanBlock(
                    default=False,
                    required=False,
                    label="Das Bild schmückt nur",
                    help_text="Nur wenn ohne das Bild nichts fehlt; dann braucht es keine "
                    "Beschreibung.",
                ),
            ),
        ]
        blocks.StructBlock.__init__(self, children, **kwargs)

    class Meta:
        form_layout = ["image", "alt_text", "decorative"]

    def clean(self, value: Any) -> Any:
        try:
            return super().clean(value)
        except blocks.StructBlockValidationError as error:
            if "alt_text" not in error.block_errors:
                raise
            missing = {"alt_text": ValidationError(OHNE_BESCHREIBUNG)}
            raise blocks.StructBlockValidationError(block_errors=missing) from error


class BildBlock(blocks.StructBlock):
    bild = BeschriebenesBild(label="Bild")
    unterschrift = blocks.CharBlock(label="Bildunterschrift", required=False, max_length=300)

    class Meta:
        icon = "image"
        label = "Bild"
        template = "wiki/blocks/bild.html"
        description = (
            "Foto, Bildschirmansicht oder Plan, mit einer Beschreibung für alle, die es "
            "nicht sehen."
        )
        help_text = (
            "Nur Bilder, die Sie veröffentlichen dürfen; wer darauf zu erkennen ist, muss "
            "zugestimmt haben."
        )


class TabelleBlock(TypedTableBlock):
    class Meta:
        icon = "table"
        label = "Tabelle"
        template = "wiki/blocks/tabelle.html"
        description = (
            "Zahlen im Vergleich, zum Beispiel Kosten je Jahr. Die erste Zeile sind die "
            "Überschriften."
        )
        preview_value = {
            "columns": [{"type": "text", "heading": name} for name in ("Jahr", "Kosten")],
            "rows": [{"values": ["2025", "12.000 €"]}, {"values": ["2026", "4.500 €"]}],
            "caption": "",
        }


class GewuenschteSeiteBlock(blocks.CharBlock):
    """The title of a page that nobody has written yet: a link to be. Its words are not the
    article's, so the search does not read them."""

    def get_searchable_content(self, value: str) -> list[str]:
        return []

    class Meta:
        icon = "help"
        label = "Verweis auf eine Seite, die noch fehlt"
        template = "wiki/blocks/gewuenscht.html"
        description = (
            "Nennen Sie den Titel. Er kommt auf die Liste „Gewünschte Seiten“; sobald es "
            "die Seite gibt, wird daraus von selbst ein Verweis."
        )
        preview_value = "Digitale Bauakte"


class AbschnittBlock(blocks.StreamBlock):
    """What a section may hold, in any order; also nothing: readers don't see empty sections."""

    text = blocks.RichTextBlock(
        label="Text",
        required=False,  # a new case offers its sections empty; who leaves one so has none
        features=TEXT_FEATURES,
        template="wiki/blocks/text.html",
        description="Absätze, Aufzählungen, Verweise. Schreiben Sie, wie Sie es einer Kollegin am "
        "Telefon erzählen würden.",
        preview_value="<p>Anträge kamen auf Papier und lagen im Schnitt <b>drei Wochen</b>.</p>"
        "<ul><li>Post aus zwei Ämtern</li><li>keine Übersicht</li></ul>",
    )
    bild = BildBlock()
    tabelle = TabelleBlock([("text", blocks.CharBlock(label="Text", required=False))])
    zitat = ZitatBlock()
    dokument = DocumentChooserBlock(
        label="Dokument",
        template="wiki/blocks/dokument.html",
        description="Leistungsverzeichnis, Beschluss oder Vortrag zum Herunterladen.",
    )
    projekt = blocks.PageChooserBlock(
        label="Verweis auf ein Projekt",
        page_type="wiki.Projektseite",
        icon="link",
        template="wiki/blocks/projekt.html",
        description="Zeigt „Siehe auch“ mit dem Titel eines anderen Falls.",
    )
    gewuenscht = GewuenschteSeiteBlock(max_length=120)

    class Meta:
        required = False


class FreierAbschnittBlock(blocks.StructBlock):
    """A section with a heading of the author's own."""

    ueberschrift = blocks.CharBlock(label="Überschrift", max_length=120)
    inhalt = AbschnittBlock(label="Inhalt")

    class Meta:
        icon = "title"
        label = "Freier Abschnitt"
        label_format = "{ueberschrift}"
        description = "Für alles, was in die festen Abschnitte nicht passt."


class EinschaetzungBlock(blocks.StructBlock):
    """What the Redaktion concludes, not what a Kommune has said: shown marked and dated, never
    found or quoted by the search."""

    stand = blocks.DateBlock(
        label="Stand", help_text="Der Tag, an dem die Redaktion das geschrieben hat."
    )
    inhalt = AbschnittBlock(label="Inhalt")

    class Meta:
        icon = "glasses"
        label = "Einschätzung der Redaktion"
        label_format = "{stand}"
        description = (
            "Was die Redaktion daraus schließt, und was andere Kommunen bezahlt oder erlebt haben; "
            "im Artikel gekennzeichnet und mit Datum."
        )


class FrageBlock(blocks.StructBlock):
    """What a reader wanted to know, and the answer: part of the article, found by the search under
    the question."""

    frage = blocks.CharBlock(
        label="Frage",
        max_length=FRAGE_LENGTH,
        help_text="Kurz und ohne Namen; sie ist die Überschrift.",
    )
    stand = blocks.DateBlock(label="Beantwortet am")
    inhalt = AbschnittBlock(label="Antwort")

    class Meta:
        icon = "help"
        label = "Frage und Antwort"
        label_format = "{frage}"
        description = "Was jemand wissen wollte, und was die Kommune oder die Redaktion dazu sagt."


class InhaltBlock(blocks.StreamBlock):
    """An article: each named section at most once, free sections and questions as many as
    needed."""

    text = AbschnittBlock(
        label="Beschreibung",
        icon="pilcrow",
        description="Der Fall als ein Text ohne Überschrift; er steht immer am Anfang.",
    )
    ausgangslage = AbschnittBlock(
        label="Ausgangslage", icon="help", description="Was war das Problem, für wen, wie oft?"
    )
    loesung = AbschnittBlock(
        label="Lösung", icon="tick", description="Was gibt es jetzt, und wie benutzt man es?"
    )
    vorgehen = AbschnittBlock(
        label="Vorgehen",
        icon="list-ol",
        description="Wer hat wann was getan: Beschluss, Vergabe, Probelauf, Start.",
    )
    ergebnis = AbschnittBlock(
        label="Ergebnis und Wirkung",
        icon="order-up",
        description="Was ist besser geworden? Zahlen, auch geschätzte, überzeugen.",
    )
    stolpersteine = AbschnittBlock(
        label="Stolpersteine",
        icon="warning",
        description="Was schiefging oder länger dauerte. Danach wird am meisten gefragt.",
    )
    anders_machen = AbschnittBlock(
        label="Was die Kommune heute anders machen würde",
        icon="redirect",
        description="Nur was die Kommune selbst gesagt hat. Was Sie daraus schließen, gehört in "
        "die Einschätzung der Redaktion.",
    )
    frei = FreierAbschnittBlock()
    einschaetzung = EinschaetzungBlock()
    frage = FrageBlock()

    class Meta:
        max_num = 30
        block_counts = {name: {"max_num": 1} for name in (*SECTIONS, "einschaetzung")}


class ProgrammpunktBlock(blocks.StructBlock):
    uhrzeit = blocks.CharBlock(label="Uhrzeit", required=False, max_length=30)
    titel = blocks.CharBlock(label="Titel", max_length=200)
    beschreibung = blocks.TextBlock(label="Beschreibung", required=False)

    class Meta:
        icon = "time"
        label = "Programmpunkt"
