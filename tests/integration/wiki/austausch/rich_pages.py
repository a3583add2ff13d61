"""A page that holds one of everything, for what leaves the wiki and comes back."""

from datetime import date
from io import BytesIO
from typing import Any

from django.core.files.base import ContentFile
from PIL import Image as PillowImage
from wagtail.documents.models import Document

from tests.factories import publish_projekt
from wiki.models import (
    Bild,
    Kommune,
    Nachnutzung,
    Projektquelle,
    Projektseite,
    Thema,
)

EINSCHAETZUNG_AM = date(2026, 11, 28)


def rich_page() -> Projektseite:
    """One of everything a page can hold, with letters that mean something elsewhere."""
    trier, kusel = Kommune.objects.get(name="Trier"), Kommune.objects.get(name="VG Kusel")
    other = publish_projekt("Nur Text.", title="Zweites", kommunen=[kusel], themen=themen())
    page = publish_projekt(title="=1+1 & [[mehr]] | 'x'", slug="reich", kommunen=[trier])
    page.themen = themen()
    page.kosten_einmalig, page.kosten_einmalig_hinweis = 12_000, "-ca. {{so}}"
    page.laufzeit_von, page.partner = 2019, "A & B\n@C"
    page.nachnutzungswege = ["efa", "kauf"]
    page.produkte.set(["LoRaWAN", "=cmd|x"])
    page.quellen = [
        Projektquelle(bezeichnung="Bericht; Teil 1", url="https://a.de/b?c=d&e"),
        Projektquelle(bezeichnung="A | B", url="https://a.de/"),
        Projektquelle(
            bezeichnung="Start", herausgeber="Stadt", datum="2024-05", abgerufen_am=EINSCHAETZUNG_AM
        ),
    ]
    page.nachnutzungen = [Nachnutzung(kommune=kusel, jahr=2021, hinweis="halb; ganz")]
    page.inhalt = [
        (
            "loesung",
            [
                ("text", "<p>Eins <b>zwei</b>: *drei*</p><ul><li>a<ul><li>b</li></ul></li></ul>"),
                ("text", f'<p>Siehe <a linktype="page" id="{other.pk}">Zweites</a>.</p>'),
                ("projekt", other),
                ("zitat", {"text": "Gut.", "quelle": "Sie"}),
                ("bild", {"bild": picture(), "unterschrift": "Im [Flur] & Hof"}),
                ("tabelle", table("Jahr", "Kosten | €", "2019", "1 < 2")),
                ("dokument", leaflet()),
                ("gewuenscht", "Digitale Bauakte"),
            ],
        ),
        ("frei", {"ueberschrift": "Noch == was", "inhalt": [("text", "<p># kein Titel</p>")]}),
    ]
    page.save_revision().publish()
    page.refresh_from_db()
    return page


def picture(mode: str = "RGB", size: tuple[int, int] = (60, 40), form: str = "PNG") -> Any:
    """As a block holds it: the image with its text for those who do not see it."""
    file = BytesIO()
    PillowImage.new(mode, size).save(file, form)
    name = f"rathaus.{form.lower()}"
    image = Bild.objects.create(title="Rathaus", file=ContentFile(file.getvalue(), name))
    image.contextual_alt_text, image.decorative = "Ein „Haus“ | rot", False
    return image


def leaflet() -> Document:
    return Document.objects.create(
        title="Merkblatt", file=ContentFile(b"%PDF-1.7", "merkblatt.pdf")
    )


def table(*cells: str) -> dict[str, Any]:
    """Two columns; the first row are the headings."""
    first, second, *rest = cells
    columns = [{"type": "text", "heading": first}, {"type": "text", "heading": second}]
    rows = [{"values": list(rest[n : n + 2])} for n in range(0, len(rest), 2)]
    return {"columns": columns, "rows": rows, "caption": ""}


def themen() -> list[Thema]:
    return list(Thema.objects.order_by("name"))
