"""The HTML of a text block -> paragraphs of a `Seitendokument`. Pure."""

from dataclasses import dataclass, field, replace
from html.parser import HTMLParser

from .document import BULLET, HEADING, PARAGRAPH, Absatz, Run


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
    items: list[int] = field(default_factory=list)  # how many each of the lists has had


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
            number = self._state.items[-1] if self._state.items else 0
            self.found.append(Absatz(self._state.kind, (first, *runs[1:]), depth, number))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        state = self._state
        if tag in ("p", "h3", "h2", "h4", "li", "ul", "ol"):
            self.end()
            state.kind = state.lists[-1] if state.lists else PARAGRAPH
        if tag in ("ul", "ol"):
            state.lists.append(tag)
            state.items.append(0)
        elif tag in ("h2", "h3", "h4"):
            state.kind = HEADING
        elif tag == "li":
            state.kind = state.lists[-1] if state.lists else BULLET
            if state.items:
                state.items[-1] += 1
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
                state.items.pop()
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
