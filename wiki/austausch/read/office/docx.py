"""Reads a Word file in reading order. Pure.

The tree of the document is walked once, whatever stands in it: content controls, tracked changes,
text boxes, smart tags and fields are gone through to their text. What is not text is named.
"""

import re
from dataclasses import replace
from xml.etree.ElementTree import Element

from wiki.austausch.read.pictures import PICTURE_NAME_MAX_CHARS, new_picture

from .docx_styles import (
    OFF,
    Style,
    Styles,
    list_depth,
    list_tag,
    look_of,
    outline_level,
    read_styles,
)
from .package import (
    OfficeBroken,
    Parts,
    attribute,
    child,
    events,
    local,
    no_pictures,
    parse,
    part,
    relations,
)
from .pieces import Baustein, Gelesen
from .writer import Form, Letters, Writer, words_of

MAIN = "word/document.xml"
# Deleted or moved away, settings, or said elsewhere.
GONE = frozenset(
    "del moveFrom delText delInstrText pPr rPr sdtPr sdtEndPr tblPr tblGrid trPr tcPr sectPr "
    "docPartObj ffData fldData txbxStyle rubyPr".split()
)
NAMED_PARTS = {
    "altChunk": "Eingefügte Datei",
    "chart": "Diagramm",
    "relIds": "SmartArt-Grafik",
    "OLEObject": "Eingebettetes Objekt",
}
LINK = re.compile(r'\bHYPERLINK\s+"([^"]+)"')
CHECKED = {"F0FE", "F0FC", "F0FD", "F078"}  # crosses and ticks of the typeface Wingdings
MARGIN_MAX_CHARS = 100  # of a header or footer in a message


def read_docx(parts: Parts, pictures: Parts = no_pictures) -> Gelesen:
    """Reads the text, its notes and its pictures. Raises OfficeBroken for what is no document."""
    name = next((t for kind, t in relations(parts, "").values() if kind == "officeDocument"), MAIN)
    root = part(parts, name)
    body = child(root, "body")
    if body is None:
        raise OfficeBroken
    named = relations(parts, name)
    kinds = dict(named.values())
    reader = _Reader(
        read_styles(
            parts,
            kinds.get("styles", "word/styles.xml"),
            kinds.get("numbering", "word/numbering.xml"),
        ),
        {key: target for key, (_, target) in named.items()},
        {kind: _notes(parts, kinds.get(f"{kind}s", "")) for kind in ("footnote", "endnote")},
        pictures,
    )
    pieces = reader.read(body)
    notes = [piece for note in reader.notes for piece in note]
    return Gelesen([*pieces, *notes], reader.left_out() + _margins(parts, named, reader.styles))


def _notes(parts: Parts, name: str) -> dict[str, Element]:
    root = part(parts, name) if name else None
    return {attribute(note, "id"): note for note in (root if root is not None else ())}


def _margins(parts: Parts, named: dict[str, tuple[str, str]], styles: Styles) -> list[str]:
    """Names what stands above and below each page."""
    found = []
    for kind, target in named.values():
        xml = parts(target) if kind in ("header", "footer") else None
        if xml is None:
            continue
        words = " ".join(map(words_of, _Reader(styles, {}, {}).read(parse(xml))))
        if any(map(str.isalpha, words)):
            found.append(f"Kopf- oder Fußzeile „{' '.join(words.split())[:MARGIN_MAX_CHARS]}“")
    return list(dict.fromkeys(found))


class _Field:
    """A field such as a link or a page number: its code stands before its text."""

    def __init__(self) -> None:
        self.code, self.in_code = "", True


class _Reader:
    def __init__(
        self,
        styles: Styles,
        links: dict[str, str],
        notes: dict[str, dict[str, Element]],
        pictures: Parts = no_pictures,
    ) -> None:
        self._files = pictures
        self.styles, self.links, self._notes = styles, links, notes
        self.notes: list[list[Baustein]] = []
        self._writer = Writer()
        self._fields: list[_Field] = []
        self._hrefs: list[str] = []
        self._styles: list[Style] = []
        self._look = Style()
        self._label = ""
        self._pictures: list[str] = []
        self._others: dict[str, int] = {}
        self._contents = False

    def read(self, root: Element) -> list[Baustein]:
        for kind, element in events(root, self._children):
            handler = getattr(self, f"_{kind}_{local(element.tag)}", None)
            if handler is not None:
                handler(element)
        return self._writer.finish()

    def left_out(self) -> list[str]:
        found = [f"Bild „{name}“" if name else "Bild" for name in self._pictures]
        found += [f"{name}: {count}" for name, count in self._others.items()]
        return found + (["Inhaltsverzeichnis"] if self._contents else [])

    def _children(self, element: Element) -> list[Element]:
        name = local(element.tag)
        if name in GONE:
            return []
        if name == "AlternateContent":  # the same twice, for new programs and for old ones
            return _first_with_content(element)
        if name == "sdt" and child(element, "sdtPr", "showingPlcHdr") is not None:
            return []  # "Klicken Sie hier, um Text einzugeben."
        if name == "tr" and child(element, "trPr", "del") is not None:
            return []
        if name == "tc" and child(element, "tcPr", "cellDel") is not None:
            return []
        if name == "p" and self._is_contents(element):
            self._contents = True
            return []
        return list(element)

    def _is_contents(self, paragraph: Element) -> bool:
        return self._style_of(paragraph).contents

    def _style_of(self, paragraph: Element) -> Style:
        named = attribute(child(paragraph, "pPr", "pStyle"), "val")
        return self.styles.of(named or self.styles.paragraph)

    def _open_p(self, paragraph: Element) -> None:
        style, properties = self._style_of(paragraph), child(paragraph, "pPr")
        mark = child(properties, "rPr")
        joined = child(mark, "del") is not None or child(mark, "moveFrom") is not None
        level = style.level or outline_level(properties)
        tag = "" if level else list_tag(self.styles, style, properties)
        self._styles.append(style)
        self._look = style
        self._writer.open_paragraph(Form(level, tag, joined, list_depth(style, properties)))

    def _close_p(self, _: Element) -> None:
        self._styles.pop()
        self._look = self._styles[-1] if self._styles else Style()
        self._writer.close_paragraph()

    def _open_r(self, run: Element) -> None:
        style = self._styles[-1] if self._styles else Style()
        properties = child(run, "rPr")
        if named := attribute(child(properties, "rStyle"), "val"):
            of_letters = self.styles.of(named)
            style = replace(
                style,
                bold=style.bold or of_letters.bold,
                italic=style.italic or of_letters.italic,
                hidden=style.hidden or of_letters.hidden,
            )
        self._look = look_of(style, properties)

    def _open_t(self, element: Element) -> None:
        self._say(element.text or "")

    def _open_tab(self, _: Element) -> None:
        self._say(" ")

    _open_ptab = _open_tab

    def _open_cr(self, _: Element) -> None:
        self._say("\n")

    def _open_br(self, element: Element) -> None:
        self._say("\n" if attribute(element, "type") in ("", "textWrapping") else " ")

    def _open_noBreakHyphen(self, _: Element) -> None:
        self._say("-")

    def _open_sym(self, element: Element) -> None:
        self._say("☒" if attribute(element, "char").upper() in CHECKED else "•")

    def _say(self, text: str) -> None:
        if any(field.in_code for field in self._fields):
            return
        look = self._look
        if look.hidden:
            self._count("Ausgeblendeter Text", bool(text.strip()))
            return
        self._count("Durchgestrichenes, steht mit im Text", look.struck and bool(text.strip()))
        href = next((h for h in reversed(self._hrefs) if h), "")
        self._writer.add(Letters(text, look.bold, look.italic, href, look.size))

    def _count(self, name: str, counted: bool = True) -> None:
        if counted:
            self._others[name] = self._others.get(name, 0) + 1

    def _open_hyperlink(self, element: Element) -> None:
        self._hrefs.append(self._web(self.links.get(attribute(element, "id"), "")))

    def _close_hyperlink(self, _: Element) -> None:
        self._hrefs.pop()

    def _web(self, target: str) -> str:
        return target if re.match(r"https?://|mailto:", target, re.I) else ""

    def _open_fldSimple(self, element: Element) -> None:
        match = LINK.search(attribute(element, "instr"))
        self._hrefs.append(self._web(match[1]) if match else "")

    _close_fldSimple = _close_hyperlink

    def _open_fldChar(self, element: Element) -> None:
        kind = attribute(element, "fldCharType")
        if kind == "begin":
            self._say(_answer(child(element, "ffData")))
            self._fields.append(_Field())
            self._hrefs.append("")
        elif kind == "separate" and self._fields:
            self._fields[-1].in_code = False
            match = LINK.search(self._fields[-1].code)
            self._hrefs[-1] = self._web(match[1]) if match else ""
        elif kind == "end" and self._fields:
            self._fields.pop()
            self._hrefs.pop()

    def _open_den(self, _: Element) -> None:
        self._say("/")  # of a fraction; without it 12/3 would be 123

    def _open_sup(self, _: Element) -> None:
        self._say("^")

    def _open_sub(self, _: Element) -> None:
        self._say("_")

    def _open_instrText(self, element: Element) -> None:
        if self._fields and self._fields[-1].in_code:
            self._fields[-1].code += element.text or ""

    def _open_footnoteReference(self, element: Element) -> None:
        self._note("footnote", attribute(element, "id"))

    def _open_endnoteReference(self, element: Element) -> None:
        self._note("endnote", attribute(element, "id"))

    def _note(self, kind: str, number: str) -> None:
        note = self._notes.get(kind, {}).get(number)
        if note is None:
            return
        below = _Reader(self.styles, self.links, {})
        pieces = [Baustein("note", _inside(piece)) for piece in below.read(note)]
        if pieces:
            self.notes.append(pieces)
            self._say(f" [{len(self.notes)}]")

    def _open_commentReference(self, _: Element) -> None:
        self._count("Kommentare")

    def _open_docPr(self, element: Element) -> None:
        self._label = attribute(element, "descr") or attribute(element, "title")

    def _open_blip(self, element: Element) -> None:
        self._picture(attribute(element, "embed"), self._label)

    def _open_imagedata(self, element: Element) -> None:
        self._picture(attribute(element, "id"), attribute(element, "title"))

    def _picture(self, relation: str, label: str) -> None:
        """Keeps a picture, or names one that cannot be shown."""
        name = self.links.get(relation, "")
        bild = new_picture(name, self._files(name), label) if name else None
        if bild is None:
            self._pictures.append(" ".join(label.split())[:PICTURE_NAME_MAX_CHARS])
        else:
            self._writer.add_picture(bild)

    def _open_altChunk(self, element: Element) -> None:
        self._count(NAMED_PARTS[local(element.tag)])

    _open_chart = _open_relIds = _open_OLEObject = _open_altChunk

    def _open_tbl(self, _: Element) -> None:
        self._writer.open_table()

    def _close_tbl(self, _: Element) -> None:
        self._writer.close_table()

    def _open_tr(self, row: Element) -> None:
        self._writer.open_row(_number(attribute(child(row, "trPr", "gridBefore"), "val"), 0))

    def _open_tc(self, cell: Element) -> None:
        properties = child(cell, "tcPr")
        width = _number(attribute(child(properties, "gridSpan"), "val"), 1)
        merge = child(properties, "vMerge")
        continued = merge is not None and attribute(merge, "val") != "restart"
        self._writer.open_cell(width, continued=continued)

    def _close_tc(self, _: Element) -> None:
        self._writer.close_cell()


def _answer(field: Element | None) -> str:
    """Returns what is chosen in a field of an older form, whose text does not say it: a tick, or an
    entry of a list."""
    box, choices = child(field, "checkBox"), child(field, "ddList")
    if box is not None:
        said = child(box, "checked") if child(box, "checked") is not None else child(box, "default")
        ticked = said is not None and attribute(said, "val") not in OFF
        return "☒" if ticked else "☐"
    if choices is None:
        return ""
    entries = [attribute(e, "val") for e in choices if local(e.tag) == "listEntry"]
    number = attribute(child(choices, "result"), "val") or attribute(
        child(choices, "default"), "val"
    )
    chosen = _number(number, 0)
    return entries[chosen] if chosen < len(entries) else ""


def _inside(piece: Baustein) -> str:
    html = words_of(piece) if piece.kind != "text" else str(piece.value)
    return re.sub(r"</?(?:p|ul|ol|li)>", "", html).strip()


def _first_with_content(element: Element) -> list[Element]:
    found = [choice for choice in element if len(choice)]
    return found[:1]


def _number(text: str, default: int) -> int:
    return int(text) if text.isdigit() and len(text) < 5 else default
