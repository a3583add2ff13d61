"""Rich text from a file holds nothing that an editor could not write."""

import pytest

from wiki.austausch.draft.clean_html import sanitised_stored

WRITTEN = [
    '<p data-block-key="ab1">Ä &amp; "x" &lt;y&gt; <b>z</b> und\u00a0<i>w</i></p>',
    '<p><a linktype="page" id="3">eine Seite</a>, <a href="/x/?a=1&amp;b=2">hier</a></p>',
    '<p><a linktype="document" id="4">Datei</a> <a href="mailto:a@b.de">Post</a></p>',
    '<h2 data-block-key="c">Titel</h2><ul><li data-block-key="d">eins</li></ul><hr/>',
    '<embed alt="Bild &quot;a&quot;" embedtype="image" format="left" id="4"/>',
    "<p>Zeile<br/>Zeile&nbsp;zwei</p>",
    "",
]


@pytest.mark.parametrize("html", WRITTEN)
def test_what_an_editor_wrote_stays_to_the_letter(html: str) -> None:
    assert sanitised_stored(html) == html


@pytest.mark.parametrize(
    ("html", "left"),
    [
        ("<p>a<script>alert(1)</script>b</p>", "<p>ab</p>"),
        ('<p><img src="x" onerror="alert(1)">b</p>', "<p>b</p>"),
        ('<p><a href="javascript:alert(1)">b</a></p>', "<p><a>b</a></p>"),
        ('<p><a href=" java\nscript:alert(1)">b</a></p>', "<p><a>b</a></p>"),
        ('<p style="position:fixed" onclick="x()">b</p>', "<p>b</p>"),
        ('<iframe src="https://boese.example"></iframe><p>b</p>', "<p>b</p>"),
        ("<p>offen <b>fett", "<p>offen <b>fett</b></p>"),
    ],
)
def test_what_only_a_program_can_write_goes(html: str, left: str) -> None:
    assert sanitised_stored(html) == left
