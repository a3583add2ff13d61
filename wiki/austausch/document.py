"""A Projektseite as a document of paragraphs, lists, tables and images: what DOCX and PDF share."""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field, replace
from html.parser import HTMLParser
from typing import Any

from django.utils.formats import date_format

from wiki.models import Projektseite

HEADING, PARAGRAPH, BULLET, NUMBER, QUOTE, CAPTION = "h3", "p", "ul", "ol", "quote", "caption"
DASH = "–"


@dataclass(frozen=True)
class Run:
    """Text of one look; `url` if it is a link."""

    text: str
    bold: bool = False
    italic: bool = False
    url: str = ""


@dataclass(frozen=True)
class Absatz:
    """A paragraph: its kind (see above), its runs, and for lists the depth from 0."""

    kind: str
    runs: tuple[Run, ...]
    depth: int = 0


@dataclass(frozen=True)
class Tabelle:
    """The first row are the headings."""

    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True)
class Bild:
    """`path`: of a rendition on disk, at most 1200 pixels wide."""

    path: str
    alt: str
    unterschrift: str = ""


Teil = Absatz | Tabelle | Bild


@dataclass(frozen=True)
class Kapitel:
    name: str
    teile: tuple[Teil, ...]


@dataclass(frozen=True)
class Seitendokument:
    """`fakten`: the fact box as (name, value) pairs; `fuss` says where and of when it is."""

    titel: str
    kurzfassung: str
    fakten: tuple[tuple[str, str], ...]
    kapitel: tuple[Kapitel, ...]
    fuss: str


def document_of(page: Projektseite, address: str, readable: Collection[int]) -> Seitendokument:
    """`address`: of the page, with host. Pages that are not `readable` are not named."""
    chapters = [
        Kapitel(section.name, tuple(_parts(section.content, readable)))
        for section in page.sections()
    ]
    chapters += [chapter for chapter in _after(page) if chapter.teile]
    changed = page.last_published_at
    of = f", Stand {date_format(changed, 'j. F Y')}" if changed else ""
    return Seitendokument(
        page.title, page.kurzfassung, tuple(_facts(page)), tuple(chapters), f"{address}{of}"
    )


def _facts(page: Projektseite) -> Iterator[tuple[str, str]]:
    """The fact box in the order of the article; what is empty is left out."""
    status = page.get_status_display() + (
        f" (Stand {page.status_jahr})" if page.status_jahr else ""
    )
    facts = [
        ("Kommunen", ", ".join(kommune.name for kommune in page.kommunen.all())),
        ("Status", status),
        ("Laufzeit", page.laufzeit),
        ("Kosten einmalig", _amount(page.kosten_einmalig, page.kosten_einmalig_hinweis)),
        ("Kosten laufend pro Jahr", _amount(page.kosten_laufend, page.kosten_laufend_hinweis)),
        ("Personalaufwand", page.personalaufwand),
        ("Förderung", page.foerderung),
        ("Wege zur Nachnutzung", ", ".join(page.nachnutzungsweg_namen)),
        ("Technik und Produkte", ", ".join(tag.name for tag in page.produkte.all())),
        ("Partner", ", ".join(page.partner_liste)),
        ("Zielgruppen", ", ".join(page.zielgruppen_liste)),
        ("OZG-Leistung", page.ozg_leistung),
        ("Kontakt", _contact(page)),
        ("Themen", ", ".join(thema.name for thema in page.themen.all())),
        ("Geprüft am", date_format(page.geprueft_am, "j. F Y") if page.geprueft_am else ""),
        ("Gültig bis", date_format(page.gueltig_bis, "j. F Y") if page.gueltig_bis else ""),
        ("Zur Faktenlage", page.faktenlage),
    ]
    yield from ((name, value) for name, value in facts if value)


def _amount(euro: int | None, remark: str) -> str:
    amount = "" if euro is None else f"{euro:,} €".replace(",", ".")
    return f"{amount} ({remark})" if amount and remark else amount or remark


def _contact(page: Projektseite) -> str:
    return ", ".join(
        filter(None, (page.kontakt_stelle, page.kontakt_postfach, page.kontakt_telefon))
    )


def _after(page: Projektseite) -> Iterator[Kapitel]:
    """What follows the sections in an article."""
    transfer = [
        Absatz(PARAGRAPH, (Run(line),)) for line in page.uebertragbarkeit.splitlines() if line
    ]
    yield Kapitel("Übertragbarkeit", tuple(transfer))
    reused = [
        row.kommune.name
        + (f" ({row.jahr})" if row.jahr else "")
        + (f": {row.hinweis}" if row.hinweis else "")
        for row in page.nachnutzungen.all()
    ]
    yield Kapitel("Nachgenutzt von", tuple(Absatz(BULLET, (Run(text),)) for text in reused))
    sources = [
        Absatz(BULLET, (Run(quelle.bezeichnung, url=quelle.url),)) for quelle in page.quellen.all()
    ]
    yield Kapitel("Quellen", tuple(sources))


def _parts(content: Iterable[Any], readable: Collection[int]) -> Iterator[Teil]:
    for block in content:
        value = block.value
        if block.block_type == "text":
            yield from paragraphs_of(str(value.source))
        elif block.block_type == "tabelle":
            yield _table(value)
        elif block.block_type == "zitat":
            said_by = f" ({value['quelle']})" if value["quelle"] else ""
            yield Absatz(QUOTE, (Run(f"„{value['text']}“{said_by}", italic=True),))
        elif block.block_type == "bild" and value["bild"]:
            yield from _picture(value)
        elif block.block_type == "projekt" and value and value.pk in readable:
            yield Absatz(PARAGRAPH, (Run(f"Siehe auch: {value.title}"),))
        elif block.block_type == "dokument" and value:
            yield Absatz(PARAGRAPH, (Run(f"Dokument: {value.title}"),))


def _table(table: Any) -> Tabelle:
    headings = tuple(str(column["heading"] or "") for column in table.columns)
    rows = (tuple(str(cell.value or "") for cell in row) for row in table.rows)
    return Tabelle((headings, *rows))


def _picture(value: Any) -> Iterator[Teil]:
    """Without the file only its text is left."""
    alt = value["bild"].contextual_alt_text or value["bild"].title
    try:
        path = value["bild"].get_rendition("max-1200x1200|format-jpeg").file.path
    except (OSError, ValueError):
        yield Absatz(CAPTION, (Run(f"[Bild: {alt}]"),))
    else:
        yield Bild(path, alt, value["unterschrift"])
    if value["unterschrift"]:
        yield Absatz(CAPTION, (Run(value["unterschrift"]),))


def paragraphs_of(html: str) -> list[Absatz]:
    """The HTML of a text block as paragraphs."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    reader.end()
    return reader.found


@dataclass
class _State:
    kind: str = PARAGRAPH
    bold: int = 0
    italic: int = 0
    url: str = ""
    lists: list[str] = field(default_factory=list)


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[Absatz] = []
        self._runs: list[Run] = []
        self._state = _State()

    def end(self) -> None:
        """The paragraph is complete."""
        runs = tuple(run for run in self._runs if run.text)
        self._runs = []
        if "".join(run.text for run in runs).strip():
            first = replace(runs[0], text=runs[0].text.lstrip())
            depth = max(len(self._state.lists) - 1, 0)
            self.found.append(Absatz(self._state.kind, (first, *runs[1:]), depth))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        state = self._state
        if tag in ("p", "h3", "h2", "h4", "li", "ul", "ol"):
            self.end()
            state.kind = state.lists[-1] if state.lists else PARAGRAPH
        if tag in ("ul", "ol"):
            state.lists.append(tag)
        elif tag in ("h2", "h3", "h4"):
            state.kind = HEADING
        elif tag == "li":
            state.kind = state.lists[-1] if state.lists else BULLET
        elif tag == "b":
            state.bold += 1
        elif tag == "i":
            state.italic += 1
        elif tag == "br":
            self._runs.append(Run("\n"))
        elif tag == "a":
            href = dict(attrs).get("href") or ""
            state.url = href if href.startswith(("http://", "https://", "mailto:")) else ""

    def handle_endtag(self, tag: str) -> None:
        state = self._state
        if tag in ("p", "h2", "h3", "h4", "li"):
            self.end()
        if tag in ("ul", "ol"):
            self.end()
            if state.lists:
                state.lists.pop()
            state.kind = state.lists[-1] if state.lists else PARAGRAPH
        elif tag == "b":
            state.bold = max(state.bold - 1, 0)
        elif tag == "i":
            state.italic = max(state.italic - 1, 0)
        elif tag == "a":
            state.url = ""

    def handle_data(self, data: str) -> None:
        state = self._state
        text = " ".join(data.split())
        if not text:
            text = " " if data else ""
        else:
            text = " " * data[0].isspace() + text + " " * data[-1].isspace()
        self._runs.append(Run(text, bool(state.bold), bool(state.italic), state.url))
