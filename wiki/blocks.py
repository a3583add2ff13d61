"""StreamField blocks: the named sections of an article and what may stand in them."""

from wagtail import blocks
from wagtail.contrib.typed_table_block.blocks import TypedTableBlock
from wagtail.documents.blocks import DocumentChooserBlock
from wagtail.images.blocks import ImageBlock

TEXT_FEATURES = ["h3", "bold", "italic", "ul", "ol", "link", "document-link"]


class ZitatBlock(blocks.StructBlock):
    text = blocks.TextBlock(label="Zitat")
    quelle = blocks.CharBlock(label="Wer sagt das?", required=False)

    class Meta:
        icon = "openquote"
        label = "Zitat"
        template = "wiki/blocks/zitat.html"


class BildBlock(blocks.StructBlock):
    bild = ImageBlock(label="Bild")
    unterschrift = blocks.CharBlock(label="Bildunterschrift", required=False)

    class Meta:
        icon = "image"
        label = "Bild"
        template = "wiki/blocks/bild.html"


class TabelleBlock(TypedTableBlock):
    class Meta:
        icon = "table"
        label = "Tabelle"
        template = "wiki/blocks/tabelle.html"


class AbschnittBlock(blocks.StreamBlock):
    """What a section may hold, in any order."""

    text = blocks.RichTextBlock(
        label="Text", features=TEXT_FEATURES, template="wiki/blocks/text.html"
    )
    bild = BildBlock()
    tabelle = TabelleBlock([("text", blocks.CharBlock(label="Text", required=False))])
    zitat = ZitatBlock()
    dokument = DocumentChooserBlock(label="Dokument", template="wiki/blocks/dokument.html")
    projekt = blocks.PageChooserBlock(
        label="Verweis auf ein Projekt",
        page_type="wiki.Projektseite",
        icon="link",
        template="wiki/blocks/projekt.html",
    )


class FreierAbschnittBlock(blocks.StructBlock):
    """A section with a heading of the author's own."""

    ueberschrift = blocks.CharBlock(label="Überschrift", max_length=120)
    inhalt = AbschnittBlock(label="Inhalt")

    class Meta:
        icon = "title"
        label = "Freier Abschnitt"


class InhaltBlock(blocks.StreamBlock):
    """An article: each named section at most once, free sections as many as needed."""

    ausgangslage = AbschnittBlock(label="Ausgangslage")
    loesung = AbschnittBlock(label="Lösung")
    vorgehen = AbschnittBlock(label="Vorgehen")
    ergebnis = AbschnittBlock(label="Ergebnis und Wirkung")
    stolpersteine = AbschnittBlock(label="Stolpersteine")
    anders_machen = AbschnittBlock(label="Was wir heute anders machen würden")
    frei = FreierAbschnittBlock()

    class Meta:
        block_counts = {
            name: {"max_num": 1}
            for name in (
                "ausgangslage",
                "loesung",
                "vorgehen",
                "ergebnis",
                "stolpersteine",
                "anders_machen",
            )
        }


class ProgrammpunktBlock(blocks.StructBlock):
    uhrzeit = blocks.CharBlock(label="Uhrzeit", required=False, max_length=30)
    titel = blocks.CharBlock(label="Titel", max_length=200)
    beschreibung = blocks.TextBlock(label="Beschreibung", required=False)

    class Meta:
        icon = "time"
        label = "Programmpunkt"
