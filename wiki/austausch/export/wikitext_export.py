"""Writes projects as a MediaWiki export: one article each, with fact box, sections and categories.

`import_mediawiki` reads back text with its links, lists and headings, tables, and the fact box.
"""

import re
from collections.abc import Collection, Iterable, Mapping
from datetime import date
from html import escape
from html.parser import HTMLParser
from typing import IO, Any

from django.utils import timezone
from wagtail.models import Page

from wiki.felder.schema import Art
from wiki.models import Projektseite
from wiki.visibility import anonymous_request, is_visible_document

from .headings import exported_heading
from .page_cells import EXPORTED, Cell, row_of

BOX = "Steckbrief Projekt"
NAMESPACE = "http://www.mediawiki.org/xml/export-0.11/"
NOT_IN_BOX = {  # they are text, title, categories
    Art.ABSCHNITT,
    Art.FREI,
    Art.EINSCHAETZUNG,
    Art.TITEL,
    Art.THEMEN,
}
# Characters that mean something in wikitext; as entities they are only themselves.
WIKITEXT_MARKUP = re.compile(r"[\[\]{}|<>&]|''+|__+|~~~+|\bhttps?://|(?m:^[*#:;= \-])")
CATEGORY = "Kategorie"


def write_mediawiki(pages: Iterable[Projektseite], file: IO[str], readable: Collection[int]) -> int:
    """Writes the export; returns the number of articles. A link to a page whose id is not in
    `readable` becomes plain text."""
    titles = Titles(readable)
    file.write(
        f'<mediawiki xmlns="{NAMESPACE}" version="0.11" xml:lang="de">\n<siteinfo>\n'
        "<sitename>Digitale Städte</sitename>\n<generator>Wissens-Wiki</generator>\n<namespaces>\n"
        '<namespace key="0" case="first-letter" />\n'
        f'<namespace key="6" case="first-letter">Datei</namespace>\n'
        f'<namespace key="14" case="first-letter">{CATEGORY}</namespace>\n'
        "</namespaces>\n</siteinfo>\n"
    )
    count = 0
    for page in pages:
        count += 1
        saved = page.last_published_at or page.latest_revision_created_at or timezone.now()
        file.write(
            f"<page>\n<title>{_xml(page.title)}</title>\n<ns>0</ns>\n<id>{page.pk}</id>\n"
            f"<revision>\n<id>{page.pk}</id>\n<timestamp>{saved:%Y-%m-%dT%H:%M:%SZ}</timestamp>\n"
            "<model>wikitext</model>\n<format>text/x-wiki</format>\n"
            f'<text xml:space="preserve">{_xml(article_of(page, titles))}</text>\n'
            "</revision>\n</page>\n"
        )
    file.write("</mediawiki>\n")
    return count


class Titles:
    """Finds the titles of pages to link to, and asks for each only once. Pages that are not
    readable have none."""

    def __init__(self, readable: Collection[int]) -> None:
        self._readable = readable
        self._known: dict[int, str] = {}

    def of(self, page_id: int) -> str:
        if page_id not in self._readable:
            return ""
        if page_id not in self._known:
            titles = Page.objects.filter(pk=page_id).values_list("title", flat=True)
            self._known[page_id] = titles.first() or ""
        return self._known[page_id]


def article_of(page: Projektseite, titles: Titles) -> str:
    """Writes the page as wikitext."""
    row = row_of(page)
    lines = [f"{{{{{BOX}"]
    lines += [
        f"| {feld.label} = {_parameter(row[feld.name])}"
        for feld in EXPORTED
        if feld.art not in NOT_IN_BOX and row[feld.name] not in ("", None)
    ]
    parts = ["\n".join([*lines, "}}"])]
    for section in page.sections():
        heading = f"== {literal(exported_heading(section))} ==\n\n" if section.has_heading else ""
        parts.append(heading + "\n\n".join(_block(b, titles) for b in section.content))
    parts.append("\n".join(f"[[{CATEGORY}:{thema.name}]]" for thema in page.themen.all()))
    return "\n\n".join(parts)


def literal(text: str) -> str:
    """Escapes a text so that wikitext shows it as it is: `[x]` -> `&#91;x&#93;`."""
    return WIKITEXT_MARKUP.sub(lambda match: _entities(match[0]), text)


def _entities(text: str) -> str:
    if text.startswith("http"):
        return text.replace(":", "&#58;", 1)
    return "".join(f"&#{ord(letter)};" for letter in text)


def _parameter(value: Cell) -> str:
    """Writes a value of the fact box; several lines become a list."""
    if isinstance(value, date):
        return value.isoformat()
    lines = str(value).split("\n")
    if len(lines) == 1:
        return literal(lines[0])
    return "".join(f"\n* {literal(line)}" for line in lines if line.strip())


def _block(block: Any, titles: Titles) -> str:
    kind, value = block.block_type, block.value
    if kind == "text":
        return wikitext_of(str(value.source), titles)
    if kind == "tabelle":
        return _table(value)
    if kind == "zitat":
        source = f"\n\n{literal(value['quelle'])}" if value["quelle"] else ""
        return f"<blockquote>{literal(value['text'] or '')}</blockquote>{source}"
    if kind == "bild" and value["bild"]:
        name = value["bild"].file.name.rpartition("/")[2]
        alt = literal(value["bild"].contextual_alt_text or "")
        caption = literal(_caption(value))
        return f"[[Datei:{name}|mini|alt={alt}|{caption}]]"
    if kind == "projekt":
        title = titles.of(value.pk) if value else ""
        return f"[[{title}]]" if title else ""
    if kind == "gewuenscht" and value:
        return f"[[{value}]]"
    if kind == "dokument" and is_visible_document(value, anonymous_request()):
        return f"[[Medium:{value.filename}|{literal(value.title)}]]"
    return ""


def _caption(value: Any) -> str:
    """What stands below an image, its credit in brackets."""
    credit = f"(Bild: {value['bild'].nachweis})" if value["bild"].nachweis else ""
    return " ".join(filter(None, [value["unterschrift"], credit]))


def _table(table: Any) -> str:
    caption = [f"|+ {literal(table.caption)}"] if table.caption else []
    lines = [
        '{| class="wikitable"',
        *caption,
        "! " + " !! ".join(_cell(c["heading"]) for c in table.columns),
    ]
    for row in table.rows:
        lines += ["|-", "| " + " || ".join(_cell(str(block.value or "")) for block in row)]
    return "\n".join([*lines, "|}"])


def _cell(text: str) -> str:
    return literal(" ".join(str(text or "").split())) or "&#32;"


def wikitext_of(html: str, titles: Titles) -> str:
    """Writes the HTML of a text block as wikitext."""
    writer = _Wikitext(titles)
    writer.feed(html)
    writer.close()
    return re.sub(r"\n{3,}", "\n\n", "".join(writer.parts)).strip()


class _Wikitext(HTMLParser):
    def __init__(self, titles: Titles) -> None:
        super().__init__(convert_charrefs=True)
        self._titles = titles
        self.parts: list[str] = []
        self._lists: list[str] = []
        self._links: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in ("ul", "ol"):
            self._lists.append("*" if tag == "ul" else "#")
        elif tag == "li":
            self.parts.append("\n" + "".join(self._lists) + " ")
        elif tag == "a":
            self._links.append(self._open_link(dict(attrs)))
        else:
            self.parts.append(OPENING.get(tag, ""))

    def handle_endtag(self, tag: str) -> None:
        if tag in ("ul", "ol") and self._lists:
            self._lists.pop()
            self.parts.append("" if self._lists else "\n\n")
        elif tag == "a" and self._links:
            self.parts.append(self._links.pop())
        else:
            self.parts.append(CLOSING.get(tag, ""))

    def handle_data(self, data: str) -> None:
        at_start = not self.parts or self.parts[-1].endswith("\n")
        text = literal(re.sub(r"\s+", " ", data))
        self.parts.append(text if at_start else _inner(data))

    def _open_link(self, attrs: Mapping[str, str | None]) -> str:
        """Writes the beginning of a link and returns its end."""
        href = attrs.get("href") or ""
        if attrs.get("linktype") == "page":
            page_id = attrs.get("id") or ""
            title = self._titles.of(int(page_id)) if page_id.isdigit() else ""
            self.parts.append(f"[[{title}|" if title else "")
            return "]]" if title else ""
        if href.startswith(("http://", "https://", "mailto:")):
            self.parts.append(f"[{href} ")
            return "]"
        return ""


def _inner(data: str) -> str:
    """Escapes a text that does not begin a line: there a dash or a colon means nothing to
    wikitext."""
    text = re.sub(r"\s+", " ", data)
    return literal(f"x{text}")[1:]


OPENING = {"b": "'''", "i": "''", "h3": "\n\n=== ", "p": "\n\n", "br": "<br/>"}
CLOSING = {"b": "'''", "i": "''", "h3": " ===\n\n", "p": "\n\n"}


def _xml(text: str) -> str:
    return escape(re.sub(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]", "", text), quote=False)
