"""Makes wikitext safe for the parser: what it would misread or take long for is taken apart before.
Pure.

MediaWiki forgives: elements that nobody closes, bold that ends with its line, braces that are only
braces. The parser does not; and its time grows with the square of what it cannot close.
"""

import re
from collections.abc import Iterator
from html import escape

from .reading import ArticleReading

CHUNK_CHARS = 4_000  # of lines that are parsed together
VERBATIM = ("nowiki", "pre", "syntaxhighlight", "source")
SPECIAL = re.compile(rf"<!--|<({'|'.join((*VERBATIM, 'poem'))})\b([^<>]*)>", re.I)
TRANSPARENT = re.compile(r"</?(?:translate|languages|tvar)\b[^<>]*>|<tvar\|[^<>]*>|</>", re.I)
PAGE_NAME = re.compile(r"\{\{\s*(?:FULL)?(?:PAGENAME|SEITENNAME)E?\s*\}\}")
QUOTES = re.compile(r"'{2,}")
TOKEN = re.compile(
    r"\{\{\{[^{}]*\}\}\}|\{\{|\}\}|\[\[|\]\]|\n|\||</?([a-z][a-z0-9]*)\b[^<>]*>", re.I
)
NAME_OF_TEMPLATE = re.compile(r"[^|}]*")
INLINE = frozenset("b i em strong u s small big sub sup tt code font strike".split())
BALANCED = INLINE | frozenset(
    "span div p center ul ol li dl dt dd table tr td th caption tbody thead tfoot del ins abbr "
    "cite q dfn mark blockquote section h1 h2 h3 h4 h5 h6 a var kbd samp".split()
)
# An element that begins ends those of the first set, up to one of the second.
ENDS: dict[str, tuple[frozenset[str], frozenset[str]]] = {
    "li": (frozenset(["li"]), frozenset(["ul", "ol"])),
    "dt": (frozenset(["dt", "dd"]), frozenset(["dl"])),
    "dd": (frozenset(["dt", "dd"]), frozenset(["dl"])),
    "td": (frozenset(["td", "th", "caption"]), frozenset(["tr", "table"])),
    "th": (frozenset(["td", "th", "caption"]), frozenset(["tr", "table"])),
    "tr": (
        frozenset(["tr", "td", "th", "caption"]),
        frozenset(["table", "tbody", "thead", "tfoot"]),
    ),
    "p": (frozenset(["p"]), frozenset(["td", "th", "li", "div", "blockquote", "center"])),
}
LOOKED_BACK = 200  # open elements
# Between two of these a list or a row of paragraphs that nobody closes may be parted.
PARTS = frozenset(["li", "dt", "dd", "p"])
PARTED = PARTS | {"ul", "ol", "dl"}
CONTINUES = 'data-weiter="1"'  # of a list that goes on where the one before it ends


def shielded(text: str, titel: str, reading: ArticleReading) -> str:
    """Takes out what is no wikitext: comments, and text that stands as it is."""
    parts, end, unclosed = [], 0, set()
    while match := SPECIAL.search(text, end):
        name = (match[1] or "").lower()
        closer = f"</{name}>" if name else "-->"
        close = -1 if closer in unclosed or (match[2] or "").endswith("/") else -2
        if close == -2:
            close = _find(text, closer, match.end())
        if close < 0:
            unclosed |= set() if (match[2] or "").endswith("/") else {closer}
            parts.append(text[end : match.start()] + ("" if name else "&lt;!--"))
            end = match.end()
            continue
        parts.append(text[end : match.start()])
        if name:
            parts.append(_as_it_is(name, text[match.end() : close], reading))
        end = close + len(closer)
    text = TRANSPARENT.sub("", "".join(parts) + text[end:])
    return PAGE_NAME.sub(lambda _: titel, text) if titel else text


def _find(text: str, closer: str, start: int) -> int:
    match = re.compile(re.escape(closer), re.I).search(text, start)
    return match.start() if match else -1


def _as_it_is(name: str, inside: str, reading: ArticleReading) -> str:
    if name == "poem":
        lines = inside.strip("\n").split("\n")
        return "\n\n" + "<br/>\n".join(lines).replace("<br/>\n<br/>\n", "\n\n") + "\n\n"
    if name == "nowiki":
        return reading.keep(lambda: escape(inside, quote=False))
    lines = inside.strip("\n").split("\n")
    html = "<br/>".join(escape(line, quote=False) for line in lines)
    return f"\n\n{reading.keep(lambda: html)}\n\n"


def quotes_closed(text: str) -> str:
    """Writes bold and italic as elements that end with their line, as MediaWiki does."""
    return "\n".join(_quotes(line) if "''" in line else line for line in text.split("\n"))


def _quotes(line: str) -> str:
    parts, marks = QUOTES.split(line), [len(mark) for mark in QUOTES.findall(line)]
    before = [max(0, n - 5) + (1 if n == 4 else 0) for n in marks]
    kinds = [min(n, 5) if n != 4 else 3 for n in marks]
    bold, italic = sum(n in (3, 5) for n in kinds), sum(n in (2, 5) for n in kinds)
    if bold % 2 and italic % 2:  # `l'''Haus''`: an apostrophe before italic
        odd = next((n for n, kind in enumerate(kinds) if kind == 3 and parts[n].strip()), None)
        if odd is not None:
            before[odd], kinds[odd] = before[odd] + 1, 2
    text = parts[0]
    stack: list[str] = []
    for extra, kind, part in zip(before, kinds, parts[1:], strict=True):
        wanted = {2: ["i"], 3: ["b"], 5: ["i", "b"]}[kind]
        text += "'" * extra + _switched(stack, wanted) + part
    return text + "".join(f"</{tag}>" for tag in reversed(stack))


def _switched(stack: list[str], tags: list[str]) -> str:
    """Closes those of the tags that are open and opens the others; the order of the stack holds."""
    text = ""
    innermost_first = sorted(tags, key=lambda tag: -stack.index(tag) if tag in stack else 1)
    for tag in innermost_first:
        if tag not in stack:
            stack.append(tag)
            text += f"<{tag}>"
            continue
        above = stack[stack.index(tag) + 1 :]
        text += "".join(f"</{t}>" for t in reversed(above)) + f"</{tag}>"
        text += "".join(f"<{t}>" for t in above)
        stack.remove(tag)
    return text


def chunks(text: str, reading: ArticleReading) -> Iterator[str]:
    """Yields the text in pieces that can be parsed each for itself: whole lines, in which every
    element and every brace is closed."""
    yield from _Balance(text, reading).chunks()


class _Balance:
    def __init__(self, text: str, reading: ArticleReading) -> None:
        self._text, self._reading = text, reading
        self._partner = _partners(text)
        self._stack: list[str] = []
        self._out: list[str] = []
        self._size = 0

    def chunks(self) -> Iterator[str]:
        end = 0
        for match in TOKEN.finditer(self._text):
            self._write(self._text[end : match.start()])
            end = match.end()
            if self._size >= CHUNK_CHARS and self._may_part(match):
                yield self._parted()
            self._take(match)
            if self._size >= CHUNK_CHARS and not self._stack and match[0] == "\n":
                yield self._flush()
        self._write(self._text[end:])
        self._close_above(0)
        yield self._flush()

    def _may_part(self, match: re.Match[str]) -> bool:
        name = (match[1] or "").lower()
        opens = name in PARTS and not match[0].startswith("</")
        return opens and bool(self._stack) and PARTED.issuperset(self._stack)

    def _parted(self) -> str:
        """Closes what is open, ends the piece there, and opens the lists again in the next one."""
        while self._stack and self._stack[-1] in PARTS:
            self._write(f"</{self._stack.pop()}>")
        again = list(self._stack)
        self._close_above(0)
        piece = self._flush()
        for name in again:
            self._stack.append(name)
            self._write(f"<{name} {CONTINUES}>")
        return piece

    def _flush(self) -> str:
        text, self._out, self._size = "".join(self._out), [], 0
        return text

    def _write(self, text: str) -> None:
        self._out.append(text)
        self._size += len(text)

    def _take(self, match: re.Match[str]) -> None:
        piece, start = match[0], match.start()
        if piece in ("{{", "[["):
            paired = start in self._partner
            self._stack += [piece] if paired else []
            self._write(piece if paired else self._reading.keep(lambda: piece))
        elif piece in ("}}", "]]"):
            if start in self._partner:
                self._close_above(_last(self._stack, {"{{" if piece == "}}" else "[["}) + 1)
                self._stack.pop()
            self._write(piece if start in self._partner else self._reading.keep(lambda: piece))
        elif piece == "\n":
            self._end_of_line(start)
        elif piece == "|":
            self._end_of_parameter()
        elif match[1] and match[1].lower() in BALANCED:
            self._tag(piece, match[1].lower())
        else:
            self._write(piece)

    def _end_of_line(self, start: int) -> None:
        """What is only bold or small ends with its paragraph."""
        if self._text.startswith(("\n\n", "\n="), start):
            while self._stack and self._stack[-1] in INLINE:
                self._write(f"</{self._stack.pop()}>")
        self._write("\n")

    def _end_of_parameter(self) -> None:
        """What nobody closes in a parameter of a template ends with it."""
        around = _last(self._stack, {"{{", "[["})
        if around >= 0 and self._stack[around] == "{{":
            self._close_above(around + 1)
        self._write("|")

    def _tag(self, piece: str, name: str) -> None:
        if piece.startswith("</"):
            found = _last(self._stack, {name}, stop={"{{", "[["})
            if found >= 0:
                self._close_above(found + 1)
                self._stack.pop()
                self._write(f"</{name}>")
            return
        if piece.endswith("/>"):
            self._write(piece if name not in ("li", "td", "th", "tr") else "")
            return
        if name in ENDS:
            ended, bound = ENDS[name]
            first = _first_above(self._stack, ended, bound | {"{{", "[["})
            if first >= 0:
                self._close_above(first)
        self._stack.append(name)
        self._write(piece)

    def _close_above(self, place: int) -> None:
        while len(self._stack) > place:
            name = self._stack.pop()
            if name not in ("{{", "[["):
                self._write(f"</{name}>")


def _last(stack: list[str], names: set[str], stop: set[str] | None = None) -> int:
    """Returns the place of the innermost open one of these names, -1 if there is none."""
    for place in range(len(stack) - 1, max(-1, len(stack) - 1 - LOOKED_BACK), -1):
        if stack[place] in names:
            return place
        if stop and stack[place] in stop:
            return -1
    return -1


def _first_above(stack: list[str], names: frozenset[str], bound: frozenset[str]) -> int:
    """Returns the place of the outermost of these names above the innermost bound."""
    found = -1
    for place in range(len(stack) - 1, max(-1, len(stack) - 1 - LOOKED_BACK), -1):
        if stack[place] in bound:
            return found
        if stack[place] in names:
            found = place
    return found


def _partners(text: str) -> dict[int, int]:
    """Maps the place of each brace that opens or closes something to that of its partner. Braces
    that do not (`{{A}, {B}}`) are only text."""
    found: dict[int, int] = {}
    waiting: list[tuple[str, int]] = []
    open_count = {"{{": 0, "[[": 0}
    for match in TOKEN.finditer(text):
        piece = match[0]
        if piece in open_count:
            waiting.append((piece, match.start()))
            open_count[piece] += 1
        elif piece in ("}}", "]]"):
            wanted = "{{" if piece == "}}" else "[["
            if not open_count[wanted] or (piece == "]]" and waiting[-1][0] != "[["):
                continue
            while True:
                kind, start = waiting.pop()
                open_count[kind] -= 1
                if kind == wanted:
                    break
            if wanted == "[[" or _is_template(text, start, match.start()):
                found[start], found[match.start()] = match.start(), start
    return found


def _is_template(text: str, start: int, end: int) -> bool:
    match = NAME_OF_TEMPLATE.match(text, start + 2, end)
    name = match[0] if match else ""
    return (
        bool(name.strip())
        and not re.search(r"[{}\[\]<>]", name.replace("{{", ""))
        and (match is None or text[match.end()] == "|" or match.end() == end)
    )
