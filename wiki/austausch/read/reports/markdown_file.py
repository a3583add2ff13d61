"""Reads a case report in Markdown, piece by piece in reading order. Pure."""

import re
from collections.abc import Iterator
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote

from wiki.austausch.draft.clean_html import plain, sanitised
from wiki.austausch.draft.headings import suggest_mapping
from wiki.austausch.draft.html_words import words_of
from wiki.austausch.exceptions import FileUnreadable
from wiki.austausch.read.office.pieces import Baustein
from wiki.austausch.read.pictures import new_picture
from wiki.austausch.read.text_files import detect_encoding
from wiki.german.amount_cells import says_nothing

from .beside import Beilagen, nothing_beside
from .case_pieces import Fallbericht
from .front_matter import TITLE_KEYS, split_head
from .markdown_html import html_pieces, images_in, keep_placeholders

if TYPE_CHECKING:
    from markdown_it import MarkdownIt

FOOTNOTE = re.compile(r"^\[\^([^\]\s]{1,40})\]:[ \t]*(.*(?:\n(?:[ \t]{2,}|\t).+)*)\n?", re.M)
REFERENCE = re.compile(r"\[\^([^\]\s]{1,40})\]")
WIKILINK = re.compile(r"(!?)\[\[([^\]\[|]+)(?:\|([^\]\[]*))?\]\]")
COMMENT = re.compile(r"<!--.*?-->|%%.*?%%", re.DOTALL)  # of HTML, of Obsidian
TASK = re.compile(r"^([ \t]*(?:[-*+]|\d+[.)])[ \t]{1,4})\[([ xX])\](?= )", re.M)
COMMAND = re.compile(r"\{%.*?%\}|\{\{.*?\}\}", re.DOTALL)  # of Jekyll and Hugo
CALLOUT = re.compile(r"^((?:> ?)+)\[!\w+\][+-]?[ \t]*(.*)$", re.M)
MARKED = re.compile(r"==(?=\S)([^=\n]{1,300}?)(?<=\S)==")
NOTE_IN_LINE = re.compile(r"\^\[([^\]\n]{1,500})\]")
DEFINITION = re.compile(r"^([^\n:|>#*`-][^\n:|]{0,59})\n: {1,3}(?=\S)", re.M)
HEADING_NAME = re.compile(r"^(#{1,6} .*?)[ \t]*\{[#.:][^{}\n]{0,100}\}[ \t]*$", re.M)
STRUCK = re.compile(r"~~(?=\S)[^~\n]+~~")
TAGS = ("tags", "tag", "categories", "keywords", "stichworte", "schlagworte")
COMMAND_MAX_CHARS = 80
OUTWARD = re.compile(r"https?:|mailto:", re.I)


def markdown_pieces(
    path: Path, case: Fallbericht, beside: Beilagen = nothing_beside
) -> Iterator[Baustein]:
    """Yields the pieces, pictures that lie `beside` the file among them; what the head of the file
    says goes into the fact box of `case`, and what is left out is named there. Raises
    FileUnreadable for what is no text."""
    head, text = split_head(_text(path))
    _take_head(head, case)
    text = _without_commands(TASK.sub(_ticked, COMMENT.sub("", text)), case)
    text = _plainer(text, case)
    text, notes = _footnotes(_links(text, case))
    from markdown_it import MarkdownIt  # only here: it brings 60 modules

    parser = MarkdownIt("commonmark", {"html": True, "breaks": True}).enable("table")
    tokens = parser.parse(text)
    keep_placeholders(tokens)
    number = 0
    while number < len(tokens):
        end = _end_of(tokens, number)
        yield from _piece(parser, tokens[number : end + 1], case)
        yield from _pictures(tokens[number : end + 1], case, beside)
        number = end + 1
    for note in notes:
        tokens = parser.parse(note)
        keep_placeholders(tokens)
        html = _html(parser, tokens, case)
        yield from _pictures(tokens, case, beside)
        yield Baustein("note", re.sub(r"</?p>", "", html))


def _text(path: Path) -> str:
    encoding = detect_encoding(path)
    try:
        text = path.read_text(encoding=encoding)
    except UnicodeDecodeError as error:
        raise FileUnreadable("Ihr Zeichensatz passt nicht; bitte als UTF-8 speichern.") from error
    if "\x00" in text:
        raise FileUnreadable("Sie ist keine Textdatei.")
    return text


def _take_head(head: dict[str, str], case: Fallbericht) -> None:
    """Reads the head as fact box. Keys that are no field are named."""
    head = {key: value for key, value in head.items() if not says_nothing(value)}
    case.titel = next((head[key] for key in head if key.casefold() in TITLE_KEYS), "")
    names = [key for key in head if key.casefold() not in TITLE_KEYS]
    for name, field in zip(names, suggest_mapping(names).fields, strict=True):
        if field not in ("", "titel"):
            case.fakten[name] = head[name]
        elif name.casefold() in TAGS and "Themen" not in case.fakten:
            case.fakten["Themen"] = head[name]
        else:
            case.offen.append(f"Kopfangabe „{name}: {'; '.join(head[name].splitlines())}“")


def _ticked(match: re.Match[str]) -> str:
    return f"{match[1]}{'☐' if match[2] == ' ' else '☒'}"


def _without_commands(text: str, case: Fallbericht) -> str:
    """Leaves out what was meant for a program, and names it: `{{< figure src="a.png" >}}`."""

    def name(match: re.Match[str]) -> str:
        case.offen.append(f"Befehl {' '.join(match[0].split())[:COMMAND_MAX_CHARS]}")
        return ""

    return COMMAND.sub(name, text)


def _plainer(text: str, case: Fallbericht) -> str:
    """Writes what only some programs know as all of them do: boxes and marks of Obsidian, terms,
    notes and names of headings of pandoc."""
    text = HEADING_NAME.sub(r"\1", text)
    text = CALLOUT.sub(lambda m: m[1] + (f"**{m[2].strip()}**  " if m[2].strip() else ""), text)
    text = MARKED.sub(r"**\1**", text)
    text = NOTE_IN_LINE.sub(r" (\1)", text)
    if STRUCK.search(text):
        case.offen.append("Durchgestrichenes, steht mit im Text")
        text = STRUCK.sub(lambda match: match[0].strip("~"), text)
    return DEFINITION.sub(r"\1: ", text)


def _links(text: str, case: Fallbericht) -> str:
    """Writes links of note-taking programs (`[[Folder/Page|Label]]`) as their label, and pictures
    (`![[file.png|300]]`) as all others are."""

    def label(match: re.Match[str]) -> str:
        target = match[2].strip()
        if match[1]:
            said = "" if (match[3] or "").isdigit() else (match[3] or "")
            return f"![{said}](<{target}>)"
        return (match[3] or target.rpartition("/")[2]).strip()

    return WIKILINK.sub(label, text)


def _footnotes(text: str) -> tuple[str, list[str]]:
    """Takes the footnotes out of the text; where they stood is their number, in the order of the
    text. Those that nobody refers to come last."""
    notes = {match[1]: match[2] for match in FOOTNOTE.finditer(text)}
    text = FOOTNOTE.sub("", text) if notes else text
    used = [match[1] for match in REFERENCE.finditer(text) if match[1] in notes]
    order = list(dict.fromkeys([*used, *notes]))
    numbered = {name: number for number, name in enumerate(order, 1)}

    def number(match: re.Match[str]) -> str:
        return f" \\[{numbered[match[1]]}\\]" if match[1] in numbered else match[0]

    found = [re.sub(r"\s*\n\s*", " ", notes[name]) for name in order]
    return REFERENCE.sub(number, text), found


def _end_of(tokens: list[Any], start: int) -> int:
    """Finds the token that closes the block which token `start` opens, and returns its number."""
    depth = 0
    for number in range(start, len(tokens)):
        depth += tokens[number].nesting
        if depth <= 0:
            return number
    return len(tokens) - 1


def _piece(parser: "MarkdownIt", tokens: list[Any], case: Fallbericht) -> Iterator[Baustein]:
    kind = tokens[0].type
    if kind == "heading_open":
        text = plain(parser.renderer.render(tokens[1:-1], parser.options, {})).strip()
        yield Baustein("heading", text, int(tokens[0].tag[1]))
    elif kind == "table_open":
        yield Baustein("table", _table(parser, tokens, case))
    elif kind in ("fence", "code_block"):
        lines = tokens[0].content.rstrip("\n").split("\n")
        yield Baustein(
            "text", f"<p>{'<br/>'.join(escape(line, quote=False) for line in lines)}</p>"
        )
    elif kind == "html_block":
        yield from html_pieces(tokens[0].content)
    elif html := _html(parser, tokens, case):
        bold = kind == "paragraph_open" and bool(re.fullmatch(r"<p><b>[^<]*</b>:?</p>", html))
        yield Baustein("text", html, bold=bold)


def _html(parser: "MarkdownIt", tokens: list[Any], case: Fallbericht) -> str:
    """Renders a block as HTML, without its pictures."""
    html = parser.renderer.render(tokens, parser.options, {})
    html = html.replace("<strong>", "<b>").replace("</strong>", "</b>")
    html = html.replace("<em>", "<i>").replace("</em>", "</i>")
    html = re.sub(r"<h[1-6]>(.*?)</h[1-6]>", r"<h3>\1</h3>", html)
    html = sanitised(_without_inner_links(html, case))
    html = re.sub(r"<p>(?:\s*<br/>)+\s*", "<p>", html)  # where a picture stood
    html = re.sub(r"<p>\s*</p>", "", html).strip()
    return html if plain(html).strip() else ""


def _pictures(tokens: list[Any], case: Fallbericht, beside: Beilagen) -> Iterator[Baustein]:
    """Yields the pictures of a block. What does not lie beside the file is named."""
    for name, said in _images(tokens):
        data = None if OUTWARD.match(name) else beside(name) or beside(unquote(name))
        if bild := new_picture(unquote(name), data, said):
            yield Baustein("picture", bild)
        else:
            case.offen.append(f"Bild {unquote(name)}{f' ({said})' if said else ''}".rstrip())


def _images(tokens: list[Any]) -> Iterator[tuple[str, str]]:
    for token in [inner for block in tokens for inner in (block, *(block.children or ()))]:
        if token.type == "image":
            yield str(token.attrs.get("src", "")), token.content
        elif token.type in ("html_inline", "html_block"):
            yield from images_in(token.content)


def _without_inner_links(html: str, case: Fallbericht) -> str:
    """Names links to other files and keeps their words."""

    def kept(match: re.Match[str]) -> str:
        if OUTWARD.match(match[1]):
            return match[0]
        if match[1] and not match[1].startswith("#"):
            case.offen.append(f"Verweis auf {plain(match[1])}")
        return match[2]

    return re.sub(r'<a href="([^"]*)"[^>]*>(.*?)</a>', kept, html, flags=re.DOTALL)


def _table(
    parser: "MarkdownIt", tokens: list[Any], case: Fallbericht
) -> tuple[tuple[str, ...], ...]:
    rows: list[list[str]] = []
    for token in tokens:
        if token.type == "tr_open":
            rows.append([])
        elif token.type == "inline":
            html = parser.renderer.render([token], parser.options, {})
            rows[-1].append(words_of(_without_inner_links(html, case)))
    width = max(map(len, rows))
    return tuple(tuple(row + [""] * (width - len(row))) for row in rows if any(row))
