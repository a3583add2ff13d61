"""Reads templates without running them: a fact box is read, a citation becomes a link, a few
templates only wrap text, and every other one is named as left out. Pure."""

import re
from html import escape
from typing import Any

from mwparserfromhell.nodes import Template

from wiki.austausch.draft.clean_html import plain
from wiki.austausch.draft.html_words import with_addresses

from .links import NO_TARGET
from .properties import take_set
from .reading import ArticleReading, places_in, plain_words, short

SILENT_TEMPLATES = re.compile(
    r"(?:defaultsort|sortierung|displaytitle|seitentitel|pagename|fullpagename|anker|anchor|clear|"
    r"reflist|toc|inhaltsverzeichnis)(?::|$)",
    re.I,
)
ESCAPES = {"!": "|", "=": "="}
WRAPPERS = frozenset(["nowrap", "nobr", "lang", "small", "fett", "kursiv", "abk", "abkürzung"])
CITATION = re.compile(r"(?:internetquelle|literatur|cite|citation|webarchiv|zitation)", re.I)
WEBSITE = re.compile(r"(?:url|homepage|webseite|website)", re.I)
# What only changes how a text looks: `{{formatnum:12000}}`.
SPELLING = re.compile(
    r"(?:formatnum|lc|uc|lcfirst|ucfirst|padleft|padright)\s*:\s*(.+)", re.I | re.S
)
SIGNS = {"ja": "ja", "yes": "ja", "okay": "ja", "ok": "ja", "häkchen": "ja", "nein": "nein"}
SIGNS |= {"no": "nein", "offen": "offen"}
TEXT_PARAMETERS = frozenset("text zitat inhalt quote content beschreibung description".split())
FUNCTION = re.compile(r"\{\{\s*#\w+:")


def template_text(template: Template, reading: ArticleReading) -> str:
    name = " ".join(str(template.name.strip_code() or template.name).split())
    folded = name.casefold()
    if name in ESCAPES:
        return ESCAPES[name]
    if SILENT_TEMPLATES.match(name):
        return ""
    if match := SPELLING.fullmatch(name):
        return escape(match[1].split("|")[0], quote=False)
    if folded in SIGNS and not template.params:
        return SIGNS[folded]
    parameters = {" ".join(str(p.name.strip_code()).split()): p.value for p in template.params}
    if folded in WRAPPERS and parameters:
        return reading.inside(list(parameters.values())[-1])
    if CITATION.match(name):
        return _citation(parameters, reading)
    if WEBSITE.fullmatch(name) and parameters:
        return _website(parameters, reading)
    if reading.lookup.is_box(name, parameters):
        _name_repeated(template, parameters, reading)
        return _box(name, parameters, reading)
    return _only_text(name, template, reading)


def _name_repeated(template: Template, parameters: dict[str, Any], reading: ArticleReading) -> None:
    """Names what a box says and says otherwise below: MediaWiki shows the last."""
    for parameter in template.params:
        key = " ".join(str(parameter.name.strip_code()).split())
        said, again = str(parameter.value).strip(), str(parameters[key]).strip()
        if said and said != again:
            reading.left_out(f"„{key}“ steht zweimal im Steckbrief, zuerst mit {short(said)}")


def _only_text(name: str, template: Template, reading: ArticleReading) -> str:
    """Keeps what a template would have shown: its parameters without a name, and those whose name
    says that they are text. Names it in any case, because it may have shown more."""
    unnamed = [p.value for p in template.params if _is_shown(str(p.name.strip_code()).strip())]
    said = [text for value in unnamed if (text := reading.inside(value).strip())]
    kept = " (ihr Text ist übernommen)" if said else ""
    reading.left_out(f"Vorlage „{short(name)}“{kept}: {short(str(template))}")
    return " – ".join(said)


def _is_shown(parameter: str) -> bool:
    return parameter.isdigit() or parameter.casefold() in TEXT_PARAMETERS


def _box(name: str, parameters: dict[str, Any], reading: ArticleReading) -> str:
    """Reads a fact box; returns the marks of its images, which then stand where the box stood."""
    texts = {key: _box_text(value, reading) for key, value in parameters.items()}
    values = {key: _lines_of(text) for key, text in texts.items()}
    reading.result.boxen.append((name, values))
    return "".join(map(places_in, texts.values()))


def _box_text(value: Any, reading: ArticleReading) -> str:
    """Reads a value of a fact box. Links without a page are not named as left out: a box names
    places and topics, whether they are pages or not."""
    offen = reading.result.offen
    before = len(offen)
    text = reading.inline(value.nodes)
    offen[before:] = [entry for entry in offen[before:] if not entry.startswith(NO_TARGET)]
    return text


def _lines_of(text: str) -> str:
    """Turns marked-up text into plain text: list items and line breaks become lines, a link becomes
    `label | address`."""
    html = re.sub(r"<br/>", "\n", text.replace("\x02", "\n"))
    html = re.sub(
        r'<a href="(https?://[^"]*)">(.*?)</a>',
        lambda m: m[1] if m[2] == m[1] else f"{m[2]} | {m[1]}",
        html,
    )
    words = plain_words(with_addresses(html))  # of mailboxes
    lines = [re.sub(r"^[*#:;]+\s*", "", line.strip()) for line in words.splitlines()]
    return "\n".join(line for line in lines if line)


def _citation(parameters: dict[str, Any], reading: ArticleReading) -> str:
    folded = {
        key.casefold(): plain_words(reading.inside(v)).strip() for key, v in parameters.items()
    }
    url = next((folded[k] for k in ("url", "online", "link") if folded.get(k)), "")
    title = next((folded[k] for k in ("titel", "title") if folded.get(k)), "")
    match = re.match(r"https?://\S+", url)
    label = escape(title or url, quote=False)
    return f'<a href="{escape(match[0])}">{label}</a>' if match else label


def _website(parameters: dict[str, Any], reading: ArticleReading) -> str:
    """Reads `{{URL|https://x.de|Text}}` as a link."""
    url, *rest = (reading.inside(value).strip() for value in parameters.values())
    match = re.search(r"https?://[^\s<>\"]+", plain(url))
    label = rest[0] if rest else ""
    if match is None:
        return label or url
    return f'<a href="{escape(match[0])}">{label or escape(match[0], quote=False)}</a>'


def take_functions(text: str, reading: ArticleReading) -> str:
    """Takes parser functions (`{{#if: …}}`) out of the text and names them as left out. The parser
    would treat those that hold links as plain text."""
    parts, end = [], 0
    while match := FUNCTION.search(text, end):
        close = _closing(text, match.start())
        if close is None:
            break
        parts.append(text[end : match.start()])
        call = text[match.start() : close]
        if not take_set(call, reading):
            reading.left_out(f"Parserfunktion {short(call)}")
        end = close
    return "".join(parts) + text[end:]


def _closing(text: str, start: int) -> int | None:
    """Returns the end of the braces that open at `start`, or None if they are never closed."""
    depth = 0
    for match in re.compile(r"\{\{|\}\}").finditer(text, start):
        depth += 1 if match[0] == "{{" else -1
        if depth == 0:
            return match.end()
    return None
