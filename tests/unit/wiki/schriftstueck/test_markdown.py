"""Documents as Markdown: what CommonMark reads back is what was written."""

import pytest
from markdown_it import MarkdownIt

from wiki.schriftstueck.markdown import write_markdown
from wiki.schriftstueck.schema import (
    Absatz,
    Angaben,
    Run,
    Schriftstueck,
    Stil,
    Tabelle,
    Teil,
    Ueberschrift,
    cells,
    paragraph,
)


def html(*teile: Teil) -> str:
    written = write_markdown(Schriftstueck("Kita", teile))
    return MarkdownIt("commonmark", {"html": True}).enable("table").render(written)


def test_parts_are_what_they_were() -> None:
    read = html(
        Ueberschrift("Ablauf"),
        Absatz((Run("siehe "), Run("dort", bold=True, url="https://trier.example/a b"))),
        Angaben((("Status", "im Betrieb"),)),
        Tabelle((cells("Jahr", "Euro | Cent"), cells("2024", "5"))),
        paragraph("So war es.", Stil.QUOTE),
    )
    assert "<h1>Kita</h1>\n<h2>Ablauf</h2>" in read
    assert '<a href="https://trier.example/a%20b"><strong>dort</strong></a>' in read
    assert "<li><strong>Status:</strong> im Betrieb</li>" in read
    assert "<th>Euro | Cent</th>" in read
    assert "<blockquote>\n<p>So war es.</p>" in read


def test_lists_hold_the_deeper_ones() -> None:
    read = html(
        *(Absatz((Run(text),), Stil.BULLET, depth) for text, depth in (("a", 0), ("b", 1))),
        Absatz((Run("c"),), Stil.NUMBER, 0, 3),
    )
    assert "<li>a\n<ul>\n<li>b</li>\n</ul>\n</li>" in read
    assert '<ol start="3">\n<li>c</li>' in read


@pytest.mark.parametrize(
    "typed",
    [
        "# keine Überschrift",
        "1. Januar",
        "2024) war",
        "- kein Punkt",
        "+ plus",
        "===",
        "---",
        "<script>x</script>",
        "*a* _b_ `c` [d](e) ~~f~~ ![g](h)",
        "a\\b",
        "> kein Zitat",
        "| a | b |",
        "&amp; bleibt",
    ],
)
def test_text_is_never_a_mark(typed: str) -> None:
    for part in (paragraph(typed), Absatz((Run(typed),), Stil.BULLET), Ueberschrift(typed)):
        read = html(part)
        plain = read.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")
        assert f">{typed}</" in plain, read
