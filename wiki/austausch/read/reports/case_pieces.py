"""A case report while it is read, the same for every file format. Pure."""

from dataclasses import dataclass, field
from typing import Any

from wiki.austausch.draft.clean_html import plain


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

    def add_facts(self, facts: dict[str, str]) -> None:
        """The first answer to a question stays."""
        self.fakten = facts | self.fakten


def lines_of(html: str) -> list[str]:
    """Returns the lines of a text block: paragraphs, items of lists, line breaks."""
    for end in ("<br/>", "</p>", "</li>", "</h3>"):
        html = html.replace(end, "\n")
    return [line for line in (" ".join(one.split()) for one in plain(html).split("\n")) if line]
