"""Turns the HTML of a text block into parts of a `Schriftstueck`. Pure."""

from dataclasses import dataclass, field, replace
from html.parser import HTMLParser

from wiki.schriftstueck.schema import Absatz, Run, Stil, Ueberschrift, plain_text

TAGS_OF_HEADINGS = ("h2", "h3", "h4")


def paragraphs_of(html: str) -> list[Absatz | Ueberschrift]:
    """Returns the paragraphs and headings of the HTML."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    reader.end()
    return reader.found


@dataclass
class _State:
    stil: Stil = Stil.TEXT
    is_heading: bool = False
    bold: int = 0
    italic: int = 0
    url: str = ""
    lists: list[Stil] = field(default_factory=list)
    items: list[int] = field(default_factory=list)  # how many each of the lists has had


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[Absatz | Ueberschrift] = []
        self._runs: list[Run] = []
        self._state = _State()

    def end(self) -> None:
        """Ends the paragraph that is being read."""
        runs = tuple(run for run in self._runs if run.text)
        self._runs = []
        if "".join(run.text for run in runs).strip():
            first = replace(runs[0], text=runs[0].text.lstrip())
            self.found.append(self._part((first, *runs[1:])))

    def _part(self, runs: tuple[Run, ...]) -> Absatz | Ueberschrift:
        state = self._state
        if state.is_heading:
            return Ueberschrift(plain_text(runs), 2)
        number = state.items[-1] if state.items else 0
        return Absatz(runs, state.stil, max(len(state.lists) - 1, 0), number)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        state = self._state
        if tag in ("p", *TAGS_OF_HEADINGS, "li", "ul", "ol"):
            self.end()
            state.stil = state.lists[-1] if state.lists else Stil.TEXT
            state.is_heading = tag in TAGS_OF_HEADINGS
        if tag in ("ul", "ol"):
            state.lists.append(Stil(tag))
            state.items.append(0)
        elif tag == "li":
            state.stil = state.lists[-1] if state.lists else Stil.BULLET
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
        if tag in ("p", *TAGS_OF_HEADINGS, "li"):
            self.end()
            state.is_heading = False
        if tag in ("ul", "ol"):
            self.end()
            if state.lists:
                state.lists.pop()
                state.items.pop()
            state.stil = state.lists[-1] if state.lists else Stil.TEXT
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
