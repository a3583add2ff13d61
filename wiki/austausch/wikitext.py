"""Wikitext -> sections of an article, fact boxes, sources - and a list of what was left out. Pure.

The parser is mwparserfromhell. Nothing of a template is run: a fact box is read, everything else
that a wiki would have to compute is named in `offen`.
"""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from html import escape, unescape
from typing import Any

import mwparserfromhell
import nh3
from mwparserfromhell.nodes import (
    Argument,
    Comment,
    ExternalLink,
    Heading,
    HTMLEntity,
    Tag,
    Template,
    Text,
    Wikilink,
)

from .columns import KNOWN, SECTIONS
from .columns import fold as fold_heading
from .lines import TABLE, Block, blocks_of
from .schema import Abschnitt, Quelle
from .waiting import waiting_link

TEXT_LIMIT = 2 * 1024 * 1024  # characters; MediaWiki itself allows no more
MAGIC_WORD = re.compile(r"__[A-ZÄÖÜ]{3,25}__")
FILES = ("datei", "file", "bild", "image")
CATEGORIES = ("kategorie", "category")
LANGUAGE = re.compile(r"[a-z]{2,3}(?:-[a-z]+)?")
CONTENT_TAGS = frozenset(
    "span div p center small big font u s del ins sub sup code tt kbd var samp abbr cite q dfn a "
    "mark blockquote bdi bdo poem section noinclude onlyinclude time data".split()
)
BOLD, ITALIC = ("b", "strong"), ("i", "em")
SILENT_TAGS = frozenset(["references", "includeonly", "hr", "templatestyles"])
SILENT_TEMPLATES = re.compile(
    r"(?:defaultsort|sortierung|displaytitle|seitentitel|pagename|fullpagename|nobr|nowrap|anker|"
    r"anchor|clear|reflist|toc|inhaltsverzeichnis)(?::|$)",
    re.I,
)
ESCAPES = {"!": "|", "=": "="}
PASS_THROUGH = frozenset(["nowrap", "nobr", "lang", "small", "fett", "kursiv", "abk", "abkürzung"])
CITATION = re.compile(r"(?:internetquelle|literatur|cite|citation|webarchiv|zitation)", re.I)
SOURCE_HEADINGS = frozenset(
    "quellen quelle weblinks links einzelnachweise nachweise literatur belege references sources "
    "externe links weblink external links".split(" ")
) | {"externe links", "external links", "quellen und links"}
IMAGE_OPTION = re.compile(
    r"(?:mini|thumb|miniatur|thumbnail|rahmenlos|frameless|rahmen|frame|gerahmt|links|rechts|"
    r"zentriert|center|left|right|none|ohne|hochkant.*|upright.*|\d*x?\d+ ?px|rand|border|"
    r"(?:link|verweis|class|seite|page|sprache|lang)=.*)",
    re.I,
)
ALLOWED_TAGS = {"p", "h3", "b", "i", "ul", "ol", "li", "a", "br"}
SCHEMES = {"http", "https", "mailto", "wiki"}
NAME_LENGTH = 300
NO_TARGET = "Verweis ohne Ziel: "


@dataclass
class Gelesen:
    """An article as read. `boxen`: parameters (plain text) of each template that has named ones;
    `offen`: what was not taken over, one line each."""

    abschnitte: list[Abschnitt] = field(default_factory=list)
    einleitung: str = ""
    quellen: list[Quelle] = field(default_factory=list)
    kategorien: list[str] = field(default_factory=list)
    boxen: list[tuple[str, dict[str, str]]] = field(default_factory=list)
    offen: list[str] = field(default_factory=list)
    ziele: set[str] = field(default_factory=set)


@dataclass(frozen=True)
class Umfeld:
    """What the converter asks the wiki. `has_page`: whether a link to this title can be one;
    `find_image`: name of a file -> its image id; prefixes are the dump's own names of its
    namespaces, folded."""

    has_page: Callable[[str], bool] = lambda _: False
    find_image: Callable[[str], int | None] = lambda _: None
    is_box: Callable[[str, Iterable[str]], bool] = lambda _name, _parameters: False
    namespaces: frozenset[str] = frozenset()


def read_article(text: str, umfeld: Umfeld) -> Gelesen:
    """Raises nothing on any text; ValueError if it is longer than TEXT_LIMIT."""
    if len(text) > TEXT_LIMIT:
        raise ValueError("Der Text der Seite ist länger als 2 MB.")
    text = MAGIC_WORD.sub("", text.replace("\x00", ""))  # the parser stops at a null character
    code = mwparserfromhell.parse(text, skip_style_tags=False)
    reader = _Reader(umfeld)
    for heading, nodes in _split(code.nodes, reader):
        reader.take_section(heading, nodes)
    reader.result.offen = list(dict.fromkeys(reader.result.offen))
    return reader.result


def _split(nodes: Sequence[Any], reader: "_Reader") -> list[tuple[str, list[Any]]]:
    """(heading, nodes) of each section; the level of sections is the highest that occurs."""
    levels = [node.level for node in nodes if isinstance(node, Heading)]
    top = max(min(levels), 2) if levels else 2
    parts: list[tuple[str, list[Any]]] = [("", [])]
    for node in nodes:
        if isinstance(node, Heading) and node.level <= top:
            heading = plain(reader.inline(node.title.nodes))
            parts.append((" ".join(heading.split()), []))
        else:
            parts[-1][1].append(node)
    return parts


class _Reader:
    """Collects the result; `inline` turns nodes into marked-up lines for `lines.blocks_of`."""

    def __init__(self, umfeld: Umfeld) -> None:
        self.umfeld = umfeld
        self.result = Gelesen()
        self._blocks: list[Block] = []  # tables and images, by number

    def take_section(self, heading: str, nodes: Sequence[Any]) -> None:
        self._blocks = []
        found = blocks_of(self.inline(nodes), self._blocks)
        content = tuple(
            (kind, _sanitised(value)) if kind == "text" else (kind, value) for kind, value in found
        )
        content = tuple(pair for pair in content if pair[1])
        if fold_heading(heading) in SOURCE_HEADINGS:
            content = self._take_sources(content)
        if not content:
            return
        if not heading:
            self.result.einleitung = next((str(v) for k, v in content if k == "text"), "")
        self._add(heading, content)

    def _add(self, heading: str, content: tuple[tuple[str, Any], ...]) -> None:
        """Sections of the same name become one."""
        art = KNOWN.get(fold_heading(heading), "")
        art = art if art in SECTIONS else "frei"
        name = (heading or "Einleitung")[:120] if art == "frei" else ""
        for number, before in enumerate(self.result.abschnitte):
            if (before.art, before.ueberschrift) == (art, name):
                whole = (*before.inhalt, *content)
                self.result.abschnitte[number] = Abschnitt(art, whole, name)
                return
        self.result.abschnitte.append(Abschnitt(art, content, name))

    def _take_sources(self, content: tuple[tuple[str, Any], ...]) -> tuple[tuple[str, Any], ...]:
        """List items of a section of sources; what is no list stays a section."""
        rest = []
        for kind, value in content:
            items = re.findall(r"<li>(.*?)</li>", value) if kind == "text" else []
            if not items:
                rest.append((kind, value))
            for item in items:
                self._add_source(item)
        return tuple(rest)

    def _add_source(self, html: str) -> None:
        address = re.search(r'href="(https?://[^"]+)"', html)
        name = " ".join(plain(html).split())[:NAME_LENGTH]
        url = plain(address[1])[:600] if address else ""
        if not (name or url):
            return
        quelle = Quelle(name or re.sub(r"^https?://", "", url)[:NAME_LENGTH], url)
        if quelle not in self.result.quellen:
            self.result.quellen.append(quelle)

    def inline(self, nodes: Iterable[Any]) -> str:
        return "".join(self._node(node) for node in nodes)

    def _node(self, node: Any) -> str:
        if isinstance(node, Text):
            return escape(str(node.value), quote=False)
        if isinstance(node, HTMLEntity):
            return escape(_entity(node), quote=False)
        if isinstance(node, Heading):
            return f"\n\x04{self.inline(node.title.nodes).strip()}\n"
        if isinstance(node, Wikilink):
            return self._wikilink(node)
        if isinstance(node, ExternalLink):
            return self._external_link(node)
        if isinstance(node, Template):
            return self._template(node)
        if isinstance(node, Tag):
            return self._tag(node)
        if isinstance(node, Argument):
            self.result.offen.append(f"Platzhalter {{{{{{{node.name}}}}}}}")
        elif not isinstance(node, Comment):
            self.result.offen.append(f"Unbekanntes: {str(node)[:80]}")
        return ""

    def _tag(self, tag: Tag) -> str:
        name = str(tag.tag).strip().lower()
        if tag.wiki_markup in ("*", "#", ":", ";"):
            return f"\x02{tag.wiki_markup}"
        if name in BOLD or name in ITALIC:
            inside = self.inline(tag.contents.nodes) if tag.contents else ""
            letter = "b" if name in BOLD else "i"
            return f"<{letter}>{inside}</{letter}>"
        if name == "br":
            return "<br/>"
        if name == "ref":
            if tag.contents:
                self._add_source(self.inline(tag.contents.nodes))
            return ""
        if name in ("nowiki", "pre"):
            return escape(str(tag.contents or ""), quote=False)
        if name == "table":
            return self._table(tag)
        if name in ("ul", "ol"):
            return self._html_list(tag, "*" if name == "ul" else "#")
        if name in CONTENT_TAGS:
            inside = self.inline(tag.contents.nodes) if tag.contents else ""
            return f"\n\n{inside}\n\n" if name in ("p", "div", "blockquote", "center") else inside
        if name not in SILENT_TAGS:
            self.result.offen.append(f"Element <{name}>: {_short(str(tag.contents or ''))}")
        return "\n\n" if name == "hr" else ""

    def _html_list(self, tag: Tag, mark: str) -> str:
        items = tag.contents.filter_tags(matches=lambda t: str(t.tag).lower() == "li")
        lines = [self.inline(item.contents.nodes).strip() for item in items if item.contents]
        return "\n" + "".join(f"\x02{mark} {' '.join(line.split())}\n" for line in lines)

    def _table(self, tag: Tag) -> str:
        """A placeholder; rows of unequal length are filled up."""
        rows: list[list[str]] = []
        for row in _table_rows(tag):
            cells = [
                " ".join(plain(self.inline(cell.contents.nodes if cell.contents else [])).split())
                for cell in row
            ]
            rows.append(cells)
            spans = [a for cell in row for a in cell.attributes if "span" in str(a.name).lower()]
            if spans:
                self.result.offen.append("Tabelle mit verbundenen Zellen: bitte ansehen")
        rows = [row for row in rows if any(row)]
        if not rows:
            return ""
        width = max(map(len, rows))
        filled = tuple((*row, *[""] * (width - len(row))) for row in rows)
        return self._placeholder(("tabelle", filled))

    def _placeholder(self, block: Block) -> str:
        self._blocks.append(block)
        return f"\n{TABLE}{len(self._blocks) - 1}{TABLE}\n"

    def _wikilink(self, link: Wikilink) -> str:
        target = " ".join(str(link.title.strip_code()).replace("_", " ").split())
        label = self.inline(link.text.nodes) if link.text is not None else ""
        prefix, colon, rest = target.partition(":")
        folded = prefix.strip().casefold()
        if folded in FILES and colon:
            return self._image(rest.strip(), link)
        if folded in CATEGORIES and colon:
            self.result.kategorien.append(rest.strip())
            return ""
        if colon and LANGUAGE.fullmatch(prefix.strip()):
            self.result.offen.append(f"Verweis in ein anderes Wiki: {target}")
            return label
        label = label or escape(target.lstrip(":"), quote=False)
        title = target.lstrip(":").partition("#")[0].strip()
        if not title or target.startswith("#"):
            return label
        if folded in self.umfeld.namespaces or not self.umfeld.has_page(title):
            self.result.offen.append(f"{NO_TARGET}{title}")
            return label
        self.result.ziele.add(title)
        return waiting_link(title, label)

    def _image(self, name: str, link: Wikilink) -> str:
        options = str(link.text).split("|") if link.text is not None else []
        texts = [o.strip() for o in options if o.strip() and not IMAGE_OPTION.fullmatch(o.strip())]
        alts = [text.partition("=")[2].strip() for text in texts if text.startswith("alt=")]
        captions = [text for text in texts if not text.startswith("alt=")]
        caption = ""
        if captions:
            caption = plain(self.inline(mwparserfromhell.parse(captions[-1]).nodes))
        image = self.umfeld.find_image(name)
        if image is None:
            self.result.offen.append(
                f"Bild fehlt im Wiki: {name}" + (f" ({caption})" * bool(caption))
            )
            return ""
        alt = (alts[0] if alts else caption or name)[:255]
        return self._placeholder(("bild", (image, alt, " ".join(caption.split()))))

    def _external_link(self, link: ExternalLink) -> str:
        address = str(link.url.strip_code(normalize=False, collapse=False)).strip()
        label = self.inline(link.title.nodes).strip() if link.title is not None else ""
        if not re.match(r"(?:https?:)?//|mailto:", address, re.I):
            return label or escape(address, quote=False)
        address = f"https:{address}" if address.startswith("//") else address
        return f'<a href="{escape(address)}">{label or escape(address, quote=False)}</a>'

    def _template(self, template: Template) -> str:
        name = " ".join(str(template.name.strip_code() or template.name).split())
        if str(template.name).strip().startswith("#") or re.match(r"#\w+:", name):
            self.result.offen.append(f"Parserfunktion {_short(str(template))}")
            return ""
        if name in ESCAPES:
            return ESCAPES[name]
        if SILENT_TEMPLATES.match(name) and name.casefold() not in PASS_THROUGH:
            return ""
        parameters = {" ".join(str(p.name.strip_code()).split()): p.value for p in template.params}
        if name.casefold() in PASS_THROUGH and parameters:
            return self.inline(list(parameters.values())[-1].nodes)
        if CITATION.match(name):
            return self._citation(parameters)
        if self.umfeld.is_box(name, parameters):
            values = {key: self._parameter(value) for key, value in parameters.items()}
            self.result.boxen.append((name, values))
            return ""
        self.result.offen.append(f"Vorlage „{_short(name)}“: {_short(str(template))}")
        return ""

    def _parameter(self, value: Any) -> str:
        """Plain text; list items and line breaks become lines, links keep their address."""
        before = len(self.result.offen)
        html = self.inline(value.nodes).replace("\x02", "\n")
        self.result.offen[
            before:
        ] = [  # a box names places and topics, whether they are pages or not
            text for text in self.result.offen[before:] if not text.startswith(NO_TARGET)
        ]
        html = re.sub(r"<br/>", "\n", html)
        html = re.sub(
            r'<a href="(https?://[^"]*)">(.*?)</a>',
            lambda m: m[1] if m[2] == m[1] else f"{m[2]} | {m[1]}",
            html,
        )
        lines = [re.sub(r"^[*#:;]+\s*", "", line.strip()) for line in plain(html).splitlines()]
        return "\n".join(line for line in lines if line)

    def _citation(self, parameters: dict[str, Any]) -> str:
        folded = {key.casefold(): plain(self.inline(v.nodes)) for key, v in parameters.items()}
        url = next((folded[k].strip() for k in ("url", "online", "link") if folded.get(k)), "")
        title = next((folded[k].strip() for k in ("titel", "title") if folded.get(k)), "")
        match = re.match(r"https?://\S+", url)
        label = escape(title or url, quote=False)
        return f'<a href="{escape(match[0])}">{label}</a>' if match else label


def _table_rows(table: Tag) -> list[list[Any]]:
    if table.contents is None:
        return []
    rows: list[list[Any]] = [[]]
    for node in table.contents.nodes:
        if not isinstance(node, Tag):
            continue
        name = str(node.tag).lower()
        if name == "tr" and node.contents is not None:
            rows.append([n for n in node.contents.nodes if isinstance(n, Tag) and _is_cell(n)])
        elif name in ("tbody", "thead"):
            rows += _table_rows(node)
        elif _is_cell(node):
            rows[0].append(node)
    return [row for row in rows if row]


def _is_cell(tag: Tag) -> bool:
    return str(tag.tag).lower() in ("td", "th")


def _entity(node: HTMLEntity) -> str:
    try:
        text = node.normalize()
    except (ValueError, OverflowError):
        return str(node)
    return text if text.isprintable() or text.isspace() else ""


def _sanitised(html: str) -> str:
    return nh3.clean(
        html, tags=ALLOWED_TAGS, attributes={"a": {"href"}}, url_schemes=SCHEMES, link_rel=None
    ).replace("<br>", "<br/>")


def plain(html: str) -> str:
    """Text without tags."""
    return unescape(re.sub(r"<[^>]+>", "", html))


def _short(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) <= 100 else f"{text[:99]}…"
