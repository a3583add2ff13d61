"""A case report while it is read, the same for every file format. Pure."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from wiki.austausch.draft.clean_html import plain
from wiki.austausch.draft.html_words import with_addresses
from wiki.german.amount_cells import says_nothing

NAMED_CHARS = 100
ITEM_END = re.compile(r"</li></(?:ul|ol)>$")


@dataclass
class Fallbericht:
    """A case report as its file has it. `abschnitte` holds (heading, blocks as AbschnittBlock takes
    them) and may begin with one without heading; `offen` names what the import leaves out,
    `fragen` what somebody has to look at."""

    titel: str = ""
    fakten: dict[str, str] = field(default_factory=dict)
    abschnitte: list[tuple[str, list[tuple[str, Any]]]] = field(default_factory=list)
    offen: list[str] = field(default_factory=list)
    fragen: list[str] = field(default_factory=list)

    def add(self, kind: str, value: Any) -> None:
        if not self.abschnitte:
            self.abschnitte.append(("", []))
        self.abschnitte[-1][1].append((kind, value))

    def add_below(self, item: str, depth: int) -> None:
        """Adds an item of a list that lies in other items, into the last one of these."""
        blocks = self.abschnitte[-1][1] if self.abschnitte else []
        if blocks and blocks[-1][0] == "text":
            blocks[-1] = ("text", _below(blocks[-1][1], item, depth))
        else:
            self.add("text", item)

    def add_facts(self, facts: dict[str, str]) -> None:
        """The first answer to a question stays; another one is named."""
        for name, value in facts.items():
            if not says_nothing(value) and self.fakten.setdefault(name, value) != value:
                self.offen.append(f"„{name}“ steht zweimal darin, auch mit „{value[:NAMED_CHARS]}“")


def _below(before: str, item: str, depth: int) -> str:
    """Puts `<ul><li>b</li></ul>` into the last item of `<ul><li>a</li></ul>`."""
    ends = ""
    while depth > 1 and (end := ITEM_END.search(before)):
        before, ends, depth = before[: end.start()], end[0] + ends, depth - 1
    return before + item + ends


def facts_in(pairs: Iterable[tuple[str, str]]) -> dict[str, str]:
    """Names and values of a fact box; what has one name is one answer of several lines."""
    found: dict[str, list[str]] = {}
    for name, value in pairs:
        found.setdefault(name, []).append(value)
    return {name: "\n".join(dict.fromkeys(_answers(values))) for name, values in found.items()}


def _answers(values: list[str]) -> list[str]:
    return [value for value in values if not says_nothing(value)] or values


def lines_of(html: str) -> list[str]:
    """Returns the lines of a text block: paragraphs, items of lists, line breaks. The address of a
    link stands behind its words."""
    html = with_addresses(html)
    for end in ("<br/>", "</p>", "<ul>", "<ol>", "</li>", "</h3>"):
        html = html.replace(end, "\n")
    return [line for line in (" ".join(one.split()) for one in plain(html).split("\n")) if line]
