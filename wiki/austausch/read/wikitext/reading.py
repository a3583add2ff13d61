"""What the parts of the wikitext converter share: its questions to the wiki, its result, and the
blocks (tables and images) that wait for their place in the text. Pure."""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from html import escape
from typing import Any

from wiki.austausch.draft.clean_html import plain
from wiki.austausch.draft.lines import BLOCK_MARK, ReadBlock
from wiki.austausch.draft.schema import Abschnitt, ImportedQuelle, NeuesBild
from wiki.german.amount_cells import says_nothing

KEPT = "\x05\x06"
ONLY_WORDS = re.compile(r"[^\[\]{}<>&'*#:;=_~|/\n-]*(?:-(?!-)[^\[\]{}<>&'*#:;=_~|/\n-]*)*")
MARKED_UP = re.compile(f"[<&{BLOCK_MARK}]")
KEPT_MARK = re.compile("\x05(\\d+)\x06")
PLACED_MARK = re.compile(f"\\s*{BLOCK_MARK}(\\d+){BLOCK_MARK}\\s*")
SOURCE_NAME_MAX_CHARS, SOURCE_URL_MAX_CHARS = 300, 600
LEFT_OUT_MAX_CHARS = 100  # characters of what is named as left out


@dataclass
class ReadArticle:
    """An article as read. `boxen` holds each template with named parameters as (name, parameters as
    plain text); `eigenschaften` what the article says by Semantic MediaWiki, those that it does
    not show also in `unsichtbar`; `offen` names what the import leaves out, one line each."""

    abschnitte: list[Abschnitt] = field(default_factory=list)
    einleitung: str = ""
    quellen: list[ImportedQuelle] = field(default_factory=list)
    kategorien: list[str] = field(default_factory=list)
    boxen: list[tuple[str, dict[str, str]]] = field(default_factory=list)
    eigenschaften: dict[str, list[str]] = field(default_factory=dict)
    unsichtbar: set[str] = field(default_factory=set)
    offen: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class WikiLookup:
    """What the converter asks the wiki. `has_page` says whether there is a page of this title to
    link to, `find_image` gives the id of an image by its file name, or one that comes with the
    export, `is_box` says whether a
    template with this name and these parameters is a fact box."""

    has_page: Callable[[str], bool] = lambda _: False
    find_image: Callable[[str], int | NeuesBild | None] = lambda _: None
    is_box: Callable[[str, Iterable[str]], bool] = lambda _name, _parameters: False


@dataclass
class ArticleReading:
    """The state while one article is read. `node` turns a node of the parser into marked-up text,
    which `lines.blocks_of` reads; `blocks` are the tables and images of the section, in order."""

    lookup: WikiLookup
    node: Callable[[Any, "ArticleReading"], str]
    parse: Callable[[str, "ArticleReading"], Sequence[Any]]
    result: ReadArticle = field(default_factory=ReadArticle)
    blocks: list[ReadBlock] = field(default_factory=list)
    kept: list[Callable[[], str]] = field(default_factory=list)
    nested: int = 0  # tables in each other

    def keep(self, text: Callable[[], str]) -> str:
        """Returns a mark that stands for a text which the parser must not see; `shown` asks for it
        where the mark stands."""
        self.kept.append(text)
        return f"{KEPT[0]}{len(self.kept) - 1}{KEPT[1]}"

    def shown(self, text: str) -> str:
        return KEPT_MARK.sub(lambda match: self.kept[int(match[1])](), text)

    def read(self, text: str) -> str:
        """Reads wikitext that stands by itself, such as a cell. Most cells are only words, for
        which the parser would take a hundred times as long."""
        if ONLY_WORDS.fullmatch(text):
            return self.shown(escape(text, quote=False))
        return self.inline(self.parse(text, self))

    def inline(self, nodes: Iterable[Any]) -> str:
        return "".join(self.node(node, self) for node in nodes)

    def inside(self, contents: Any) -> str:
        """Reads what a tag or parameter contains, which may be nothing."""
        return self.inline(contents.nodes) if contents is not None else ""

    def place(self, block: ReadBlock) -> str:
        """Keeps the block and returns a mark for the place in the text where it belongs."""
        self.blocks.append(block)
        return f"\n{BLOCK_MARK}{len(self.blocks) - 1}{BLOCK_MARK}\n"

    def left_out(self, text: str) -> str:
        """Names something that the import leaves out. Returns the empty text that stands in its
        place."""
        self.result.offen.append(text)
        return ""

    def add_source(self, html: str) -> None:
        """Keeps a footnote or list item as source of the article: its first web address and its
        words."""
        address = re.search(r'href="(https?://[^"]+)"', html)
        name = " ".join(plain_words(html).split())[:SOURCE_NAME_MAX_CHARS]
        url = plain(address[1]) if address else ""
        url = url if len(url) <= SOURCE_URL_MAX_CHARS else ""
        if says_nothing(name) and not url:
            return
        quelle = ImportedQuelle(name or re.sub(r"^https?://", "", url)[:SOURCE_NAME_MAX_CHARS], url)
        if quelle not in self.result.quellen:
            self.result.quellen.append(quelle)


def plain_words(text: str) -> str:
    """Returns the plain words of marked-up text, for places where no block can stand."""
    return plain(PLACED_MARK.sub(" ", text)) if MARKED_UP.search(text) else text


def places_in(text: str) -> str:
    """Returns only the marks of blocks, of a text whose words go elsewhere."""
    return "".join(f"\n{mark[0].strip()}\n" for mark in PLACED_MARK.finditer(text))


def short(text: str) -> str:
    """Cuts a text that is named as left out to LEFT_OUT_MAX_CHARS."""
    text = " ".join(KEPT_MARK.sub("…", text).split())
    return text if len(text) <= LEFT_OUT_MAX_CHARS else f"{text[: LEFT_OUT_MAX_CHARS - 1]}…"


def split_options(text: str) -> list[str]:
    """Splits at the bars that stand in no link or template: `a|[[b|c]]` -> a, `[[b|c]]`."""
    options, depth = [""], 0
    for piece in re.split(r"(\[\[|\{\{|\]\]|\}\}|\|)", text):
        depth += (piece in ("[[", "{{")) - (piece in ("]]", "}}"))
        if piece == "|" and depth <= 0:
            options.append("")
        else:
            options[-1] += piece
    return options
