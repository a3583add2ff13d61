"""What the styles and lists of a Word file say about its paragraphs. Pure."""

import re
from dataclasses import dataclass, field, replace
from xml.etree.ElementTree import Element

from .package import STYLE_CHAIN_MAX, TITLE, Parts, attribute, child, local, part

HEADING = re.compile(r"(?:heading|überschrift|berschrift) ?(\d)", re.I)
CONTENTS = re.compile(
    r"(?:toc|verzeichnis) ?\d|(?:toc|inhaltsverzeichnis).?(?:heading|überschrift)", re.I
)
LIST = re.compile(r"(?:list|liste|aufzählung|auflistung)", re.I)
NUMBERED = re.compile(r"number|nummer", re.I)
OFF = {"0", "false", "off", "none"}
OUTLINE_LEVELS = 9
LISTS_MAX = 9  # that an item lies in


@dataclass(frozen=True)
class Style:
    """`level`: of a heading, 0 if it is none; `numbering`: id of a list, "" if none."""

    name: str = ""
    based_on: str = ""
    level: int = 0
    numbering: str = ""
    bold: bool = False
    italic: bool = False
    hidden: bool = False
    struck: bool = False
    size: float = 0.0
    contents: bool = False


@dataclass(frozen=True)
class Styles:
    by_id: dict[str, Style] = field(default_factory=dict)
    default: Style = field(default_factory=Style)
    paragraph: str = ""  # the style of paragraphs that name none
    bullets: frozenset[tuple[str, str]] = frozenset()  # (id of a list, level)

    def of(self, style_id: str) -> Style:
        """Returns the style with what it takes over from those it is based on."""
        chain: list[Style] = []
        wanted = style_id
        while wanted and len(chain) < STYLE_CHAIN_MAX:
            style = self.by_id.get(wanted) or _by_name(Style(wanted))
            chain.append(style)
            wanted = style.based_on
        found = self.default
        for style in reversed(chain):
            found = _over(found, style)
        return found


def _over(below: Style, style: Style) -> Style:
    return replace(
        style,
        level=style.level or below.level,
        numbering=style.numbering or below.numbering,
        bold=style.bold or below.bold,
        italic=style.italic or below.italic,
        hidden=style.hidden or below.hidden,
        size=style.size or below.size,
        contents=style.contents or below.contents,
    )


def _by_name(style: Style) -> Style:
    """Adds what the name of a built-in style says."""
    if CONTENTS.match(style.name):
        return replace(style, contents=True)
    if match := HEADING.match(style.name):
        return replace(style, level=int(match[1]) or 1)
    return replace(style, level=1) if TITLE.fullmatch(style.name) else style


def read_styles(parts: Parts, styles: str, numbering: str) -> Styles:
    root = part(parts, styles)
    found = {}
    default = Style()
    paragraph = ""
    for element in root if root is not None else ():
        if local(element.tag) == "docDefaults":
            default = _look(Style(), child(element, "rPrDefault", "rPr"))
        elif local(element.tag) == "style":
            key = attribute(element, "styleId")
            found[key] = _style(element)
            is_default = attribute(element, "default") not in ("", *OFF)
            if is_default and attribute(element, "type") == "paragraph":
                paragraph = key
    return Styles(found, default, paragraph, _bullets(part(parts, numbering)))


def _style(element: Element) -> Style:
    name = attribute(child(element, "name"), "val") or attribute(element, "styleId")
    style = Style(name, attribute(child(element, "basedOn"), "val"))
    properties = child(element, "pPr")
    style = _look(_by_name(style), child(element, "rPr"))
    return replace(
        style,
        level=style.level or outline_level(properties),
        numbering=attribute(child(properties, "numPr", "numId"), "val"),
    )


def outline_level(properties: Element | None) -> int:
    """Returns the level of a heading that the paragraph is for Word's outline, 0 if none."""
    level = attribute(child(properties, "outlineLvl"), "val")
    return int(level) + 1 if level.isdigit() and int(level) < OUTLINE_LEVELS else 0


def _look(style: Style, properties: Element | None) -> Style:
    return replace(
        style,
        bold=switched(properties, "b", style.bold),
        italic=switched(properties, "i", style.italic),
        hidden=switched(properties, "vanish", style.hidden),
        struck=switched(properties, "strike", switched(properties, "dstrike", style.struck)),
        size=size_of(properties) or style.size,
    )


def look_of(style: Style, properties: Element | None) -> Style:
    """Returns the style with the changes that a run makes to it."""
    return _look(style, properties) if properties is not None else style


def switched(properties: Element | None, name: str, before: bool) -> bool:
    found = child(properties, name)
    return before if found is None else attribute(found, "val") not in OFF


def size_of(properties: Element | None) -> float:
    """Returns the size of the letters in points; Word counts halves."""
    size = attribute(child(properties, "sz"), "val")
    return float(size) / 2 if size.isdigit() else 0.0


def _bullets(root: Element | None) -> frozenset[tuple[str, str]]:
    """Returns the lists with bullets; all others count."""
    kinds: dict[str, set[str]] = {}
    found = set()
    for element in root if root is not None else ():
        if local(element.tag) == "abstractNum":
            kinds[attribute(element, "abstractNumId")] = {
                attribute(level, "ilvl")
                for level in element
                if attribute(child(level, "numFmt"), "val") in ("bullet", "none")
            }
    for element in root if root is not None else ():
        if local(element.tag) == "num":
            levels = kinds.get(attribute(child(element, "abstractNumId"), "val"), set())
            found |= {(attribute(element, "numId"), level) for level in levels}
    return frozenset(found)


def list_tag(styles: Styles, style: Style, properties: Element | None) -> str:
    """Returns "ul" or "ol" for an item of a list, "" for any other paragraph."""
    numbering = child(properties, "numPr")
    number = attribute(child(numbering, "numId"), "val") if numbering is not None else ""
    number = number or style.numbering
    if number == "0" or not (number or LIST.match(style.name)):
        return ""
    level = attribute(child(numbering, "ilvl"), "val") or "0"
    if not number or not styles.bullets:
        return "ol" if NUMBERED.search(style.name) else "ul"
    return "ul" if (number, level) in styles.bullets else "ol"


def list_depth(style: Style, properties: Element | None) -> int:
    """Returns in how many lists an item lies: as its paragraph says, else the name of its style
    (`List Bullet 2`)."""
    level = attribute(child(properties, "numPr", "ilvl"), "val")
    named = re.search(r"[2-9]$", style.name)
    if level.isdigit():
        return min(int(level) + 1, LISTS_MAX)
    return int(named[0]) if named else 1
