"""Reads an OpenDocument text in reading order. Pure."""

import re
from dataclasses import dataclass, replace
from xml.etree.ElementTree import Element

from wiki.austausch.read.pictures import PICTURE_NAME_MAX_CHARS, new_picture

from .package import (
    STYLE_CHAIN_MAX,
    TITLE,
    OfficeBroken,
    Parts,
    attribute,
    child,
    events,
    local,
    no_pictures,
    parse,
    part,
)
from .pieces import Baustein, Gelesen
from .writer import Form, Letters, Writer, words_of

CONTENT = "content.xml"
GONE = frozenset(
    "tracked-changes annotation note-citation forms sequence-decls variable-decls "
    "user-field-decls index-title-template table-of-content-source desc title-source".split()
)
BLANKS = frozenset(["p", "h", "span", "a", "ruby-base", "meta", "meta-field"])
WEB = re.compile(r"https?://|mailto:", re.I)
CONTENTS = frozenset(["table-of-content"])
REPEATED_MAX = 50  # cells that say the same
HIDDEN = "Ausgeblendeter Text"


@dataclass(frozen=True)
class Look:
    parent: str = ""
    bold: bool | None = None
    italic: bool | None = None
    hidden: bool = False
    size: float = 0.0
    title: bool = False


def read_odt(parts: Parts, pictures: Parts = no_pictures) -> Gelesen:
    """Reads the text, its notes and its pictures. Raises OfficeBroken for what is no document."""
    xml = parts(CONTENT)
    root = parse(xml) if xml else None
    body = child(root, "body")
    if root is None or body is None:
        raise OfficeBroken
    looks = _looks(part(parts, "styles.xml")) | _looks(root)
    numbered = _numbered(root) | _numbered(part(parts, "styles.xml"))
    reader = _Reader(looks, numbered, pictures)
    pieces = reader.read(body)
    notes = [piece for note in reader.notes for piece in note]
    return Gelesen([*pieces, *notes], reader.left_out())


def _looks(root: Element | None) -> dict[str, Look]:
    found = {}
    for element in root.iter() if root is not None else ():
        if local(element.tag) == "style":
            found[attribute(element, "name")] = _look(element)
    return found


def _look(element: Element) -> Look:
    letters = child(element, "text-properties")
    weight, slant = attribute(letters, "font-weight"), attribute(letters, "font-style")
    size = re.fullmatch(r"(\d+(?:\.\d+)?)pt", attribute(letters, "font-size"))
    return Look(
        attribute(element, "parent-style-name"),
        weight in ("bold", "600", "700", "800", "900") if weight else None,
        slant in ("italic", "oblique") if slant else None,
        attribute(letters, "display") == "none",
        float(size[1]) if size else 0.0,
        bool(TITLE.fullmatch(attribute(element, "name"))),
    )


def _numbered(root: Element | None) -> set[str]:
    """Returns the names of lists whose first level counts."""
    found = set()
    for element in root.iter() if root is not None else ():
        if local(element.tag) == "list-style":
            first = next(iter(element), None)
            if first is not None and local(first.tag) == "list-level-style-number":
                found.add(attribute(element, "name"))
    return found


class _Reader:
    def __init__(
        self, looks: dict[str, Look], numbered: set[str], pictures: Parts = no_pictures
    ) -> None:
        self._files = pictures
        self.notes: list[list[Baustein]] = []
        self._looks, self._numbered = looks, numbered
        self._writer = Writer()
        self._styles: list[Look] = [Look()]
        self._hrefs: list[str] = []
        self._lists: list[str] = []
        self._pictures: list[str] = []
        self._others: dict[str, int] = {}
        self._label = ""
        self._covered: list[int] = []  # places to the right that the last cell covers

    def read(self, root: Element) -> list[Baustein]:
        for kind, element in events(root, self._children):
            if kind == "tail":
                self._tail(element)
                continue
            handler = getattr(self, f"_{kind}_{local(element.tag).replace('-', '_')}", None)
            if handler is not None:
                handler(element)
            if kind == "open" and element.text and local(element.tag) in TEXT_HOLDERS:
                self._say(element.text)
        return self._writer.finish()

    def left_out(self) -> list[str]:
        found = [f"Bild „{name}“" if name else "Bild" for name in self._pictures]
        return found + [f"{name}: {count}" for name, count in self._others.items()]

    def _children(self, element: Element) -> list[Element]:
        name = local(element.tag)
        if name in CONTENTS:
            self._count("Inhaltsverzeichnis")
            return []
        if _is_off(element):
            self._count(HIDDEN)
            return []
        if name == "annotation":
            self._count("Kommentare")
        elif name == "note":
            self._note(element)
            return []
        return [] if name in GONE or name == "covered-table-cell" else list(element)

    def _count(self, name: str) -> None:
        self._others[name] = self._others.get(name, 0) + 1

    def _note(self, element: Element) -> None:
        body = child(element, "note-body")
        if body is None:
            return
        below = _Reader(self._looks, self._numbered)
        pieces = [
            Baustein("note", re.sub(r"</?(?:p|ul|ol|li)>", "", str(piece.value)).strip())
            if piece.kind == "text"
            else Baustein("note", words_of(piece))
            for piece in below.read(body)
        ]
        if pieces:
            self.notes.append(pieces)
            self._say(f" [{len(self.notes)}]")

    def _tail(self, element: Element) -> None:
        """Says what stands behind an element: text as well, where text may stand."""
        if element.tail and len(self._styles) > 1:
            self._say(element.tail)

    def _say(self, text: str) -> None:
        look = self._styles[-1]
        if look.hidden:
            if text.strip():
                self._count(HIDDEN)
            return
        text = re.sub(r"\s+", " ", text) if text != "\n" else text
        href = next((h for h in reversed(self._hrefs) if h), "")
        letters = Letters(text, bool(look.bold), bool(look.italic), href, look.size)
        if len(self._styles) > 1:
            self._writer.add(letters)

    def _style_of(self, name: str) -> Look:
        chain: list[Look] = []
        wanted = name
        while wanted and len(chain) < STYLE_CHAIN_MAX:
            look = self._looks.get(wanted, Look(title=bool(TITLE.fullmatch(wanted))))
            chain.append(look)
            wanted = look.parent
        found = Look()
        for look in reversed(chain):
            found = _over(found, look)
        return found

    def _open_p(self, element: Element) -> None:
        look = self._style_of(attribute(element, "style-name"))
        tag = ""
        if self._lists:
            tag = "ol" if self._lists[0] in self._numbered else "ul"
        self._styles.append(replace(look, hidden=look.hidden or _hides_itself(element)))
        self._writer.open_paragraph(Form(1 if look.title else 0, tag, depth=len(self._lists)))

    def _close_p(self, _: Element) -> None:
        self._styles.pop()
        self._writer.close_paragraph()

    def _open_h(self, element: Element) -> None:
        level = attribute(element, "outline-level")
        look = self._style_of(attribute(element, "style-name"))
        self._styles.append(look)
        self._writer.open_paragraph(Form(int(level) if level.isdigit() and level != "0" else 1))

    _close_h = _close_p

    def _open_span(self, element: Element) -> None:
        named = attribute(element, "style-name")
        self._styles.append(_over(self._styles[-1], self._style_of(named)))

    def _close_span(self, _: Element) -> None:
        self._styles.pop()

    def _open_a(self, element: Element) -> None:
        target = attribute(element, "href")
        self._hrefs.append(target if WEB.match(target) else "")

    def _close_a(self, _: Element) -> None:
        self._hrefs.pop()

    def _open_list(self, element: Element) -> None:
        self._lists.append(attribute(element, "style-name"))

    def _close_list(self, _: Element) -> None:
        self._lists.pop()

    def _open_s(self, _: Element) -> None:
        self._say(" ")

    _open_tab = _open_s

    def _open_line_break(self, _: Element) -> None:
        self._say("\n")

    def _open_image(self, element: Element) -> None:
        """Keeps a picture, or names one that cannot be shown."""
        name = attribute(element, "href").removeprefix("./")
        bild = new_picture(name, self._files(name), self._label) if name else None
        if bild is None:
            self._pictures.append(self._label[:PICTURE_NAME_MAX_CHARS])
        else:
            self._writer.add_picture(bild)

    def _open_frame(self, element: Element) -> None:
        said = child(element, "desc") if child(element, "image") is not None else None
        self._label = " ".join("".join(said.itertext()).split()) if said is not None else ""

    def _open_object(self, _: Element) -> None:
        self._count("Eingebettetes Objekt")

    def _open_table(self, _: Element) -> None:
        self._covered.append(0)
        self._writer.open_table()

    def _close_table(self, _: Element) -> None:
        self._covered.pop()
        self._writer.close_table()

    def _open_table_row(self, _: Element) -> None:
        self._covered[-1:] = [0]
        self._writer.open_row()

    def _open_table_cell(self, element: Element) -> None:
        width = _number(attribute(element, "number-columns-spanned"))
        self._covered[-1:] = [width - 1]
        self._writer.open_cell(width)

    def _open_covered_table_cell(self, element: Element) -> None:
        """A place that a merged cell covers: one to the left of it, or one above."""
        for _ in range(min(_number(attribute(element, "number-columns-repeated")), REPEATED_MAX)):
            if self._covered[-1:] > [0]:
                self._covered[-1] -= 1
            else:
                self._writer.open_cell(continued=True)
                self._writer.close_cell()

    def _close_table_cell(self, _: Element) -> None:
        self._writer.close_cell()


TEXT_HOLDERS = BLANKS | frozenset(
    "date time page-number page-count author-name author-initials chapter file-name title subject "
    "user-defined user-field-get variable-get variable-set sequence reference-ref bookmark-ref "
    "text-input drop-down expression placeholder sender-company ruby-text conditional-text "
    "database-display description keywords creator".split()
)


def _is_off(section: Element) -> bool:
    return local(section.tag) == "section" and attribute(section, "display") == "none"


def _hides_itself(paragraph: Element) -> bool:
    """Whether the paragraph holds the mark that hides it."""
    return attribute(child(paragraph, "hidden-paragraph"), "is-hidden") == "true"


def _over(below: Look, look: Look) -> Look:
    return replace(
        look,
        bold=below.bold if look.bold is None else look.bold,
        italic=below.italic if look.italic is None else look.italic,
        hidden=look.hidden or below.hidden,
        size=look.size or below.size,
        title=look.title or below.title,
    )


def _number(text: str) -> int:
    return int(text) if text.isdigit() and len(text) < 5 else 1
