"""Import: HTML that programs write into the cells of a list becomes what readers saw."""

import time

import pytest

from wiki.austausch.draft.html_words import TAG, with_letters, words_of
from wiki.austausch.read.rows.row_reading import SCRIPT

LINK = '<a class="x" href="https://a.de/b?c=1&amp;d=2" target="_blank">Mehr</a>'
WORDS = {
    "<p>Der Rat <strong>tagt</strong>.</p><p>Seit 2021.</p>": "Der Rat tagt.\n\nSeit 2021.",
    "<div>Eins</div><div>Zwei</div>": "Eins\n\nZwei",
    "<p>Mit</p><ul><li>Kamera</li><li>Ton</li></ul>": "Mit\n\n- Kamera\n- Ton",
    "Eins<br>Zwei<br />Drei": "Eins\nZwei\nDrei",
    "Eins\nZwei <b>fett</b>": "Eins\nZwei fett",
    "<p>Preis&nbsp;&lt; 5&euro; &amp; mehr</p>": "Preis\xa0< 5€ & mehr",
    f"<p>{LINK}</p>": "Mehr (https://a.de/b?c=1&d=2)",
    '<a href="mailto:amt@a.de">amt@a.de</a> <b>!</b>': "amt@a.de !",
    '<a href="#oben">Nach oben</a> <a href="/x">Mehr</a>': "Nach oben Mehr",
    "<!-- [if mso]><p>x</p> --><style>p {color: red}</style><p>Gut</p>": "Gut",
    "<table><tr><td>Jahr</td><td>2021</td></tr><tr><td>Ort</td></tr></table>": "Jahr; 2021\n\nOrt",
    "<b>Fehlt</b> <Name der Kommune> bei <5 Minuten": "Fehlt <Name der Kommune> bei <5 Minuten",
}


@pytest.mark.parametrize(("html", "words"), WORDS.items(), ids=WORDS)
def test_of_html_the_words_lists_and_links_stay(html: str, words: str) -> None:
    assert words_of(html) == words


def test_links_below_sources_become_sources() -> None:
    assert words_of(f"{LINK}, {LINK}", as_sources=True).split("\n")[0] == (
        "Mehr | https://a.de/b?c=1&d=2"
    )


@pytest.mark.parametrize("text", ["<Ort>", "a < b und c > d", "1<2", "<5 Tage>"])
def test_what_only_looks_like_a_tag_is_none(text: str) -> None:
    assert TAG.search(text) is None


def test_letters_are_spelt_out_and_addresses_stay() -> None:
    assert with_letters("M&auml;ngel &amp; &#8222;Karte&#8220;") == "Mängel & „Karte“"
    assert with_letters("https://a.de?x=1&copy=2; AT&T;") == "https://a.de?x=1&copy=2; AT&T;"


def test_a_long_cell_costs_no_time() -> None:
    """Squares of these lengths would take minutes."""
    began = time.process_time()
    assert words_of("<a href=x>" * 20_000 + "<p <b" * 5_000)
    assert words_of("<!-- " * 20_000 + "<style " * 5_000) == ""
    assert not SCRIPT.search("<div " * 20_000)
    assert time.process_time() - began < 2
