"""Import: wikitext becomes clean blocks, and what does not is named."""

import pytest

from wiki.austausch.draft.schema import ImportedQuelle
from wiki.austausch.read.wikitext.reading import plain_words
from wiki.austausch.read.wikitext.wikitext import ReadArticle, WikiLookup, read_article

UMFELD = WikiLookup(
    has_page=lambda title: title == "Ziel",
    find_image=lambda name: 7 if name == "Da.jpg" else None,
    is_box=lambda name, parameters: name.startswith("Infobox"),
)


def read(text: str) -> ReadArticle:
    return read_article(text, UMFELD)


def html(text: str) -> str:
    """The text blocks of all sections."""
    return "".join(v for s in read(text).abschnitte for kind, v in s.inhalt if kind == "text")


CONVERTED = {
    "paragraphs": ("Eins\nzwei\n\nDrei", "<p>Eins zwei</p><p>Drei</p>"),
    "bold and italic": ("'''a''' ''b''", "<p><b>a</b> <i>b</i></p>"),
    "bold italic": ("'''''a'''''", "<p><i><b>a</b></i></p>"),
    "list": ("* a\n* b", "<ul><li>a</li><li>b</li></ul>"),
    "numbered list": ("# a\n# b", "<ol><li>a</li><li>b</li></ol>"),
    "nested list": ("* a\n** b\n* c", "<ul><li>a<ul><li>b</li></ul></li><li>c</li></ul>"),
    "list that begins deep": ("** a", "<ul><li><ul><li>a</li></ul></li></ul>"),
    "mixed list": ("* a\n*# b", "<ul><li>a<ol><li>b</li></ol></li></ul>"),
    "list ends at text": ("* a\nb", "<ul><li>a</li></ul><p>b</p>"),
    "term": ("; a\n: b", "<p><b>a</b></p><p>b</p>"),
    "nested HTML list": (
        "<ul><li>a<ol><li>b</li></ol></li><li>c</li></ul>",
        "<ul><li>a<ol><li>b</li></ol></li><li>c</li></ul>",
    ),
    "HTML definitions": ("<dl><dt>a</dt><dd>b</dd></dl>", "<p><b>a</b></p><p>b</p>"),
    "HTML heading": ("<h2>a</h2>b", "<h3>a</h3><p>b</p>"),
    "HTML link": ('<a href="https://a.de">x</a>', '<p><a href="https://a.de">x</a></p>'),
    "website template": ("{{URL|https://a.de}}", '<p><a href="https://a.de">https://a.de</a></p>'),
    "lines as they are": ("<pre>a\n b</pre>", "<p>a<br/> b</p>"),
    "signature": ("a --~~~~", "<p>a --</p>"),
    "control characters": ("a\x02*\x03 0\x03b", "<p>a* 0b</p>"),
    "HTML list": ("<ul><li>a</li><li>b</li></ul>", "<ul><li>a</li><li>b</li></ul>"),
    "link out": ("[https://a.de/x Text]", '<p><a href="https://a.de/x">Text</a></p>'),
    "bare address": ("https://a.de", '<p><a href="https://a.de">https://a.de</a></p>'),
    "link in": ("[[Ziel|dort]]", '<p><a href="wiki:Ziel">dort</a></p>'),
    "link to a section": ("[[Ziel#A|dort]]", '<p><a href="wiki:Ziel">dort</a></p>'),
    "link to nothing": ("[[Fehlt]]", "<p>Fehlt</p>"),
    "line break": ("a<br />b<br>c", "<p>a<br/>b<br/>c</p>"),
    "nowiki": ("<nowiki>[[a]] '''b'''</nowiki>", "<p>[[a]] '''b'''</p>"),
    "comment": ("a<!-- weg -->b", "<p>ab</p>"),
    "magic word": ("__NOTOC____KEIN_INHALTSVERZEICHNIS__a", "<p>a</p>"),
    "entity": ("a &amp; b &lt;c&gt; &#91;", "<p>a &amp; b &lt;c&gt; [</p>"),
    "unknown attribute": ('<span onclick="x()">a</span>', "<p>a</p>"),
    "script address": ("[javascript:alert(1) a]", "<p>[javascript:alert(1) a]</p>"),
    "less-than sign": ("1 < 2", "<p>1 &lt; 2</p>"),
    "spelling of a number": ("{{formatnum:12000}}", "<p>12000</p>"),
    "default of a placeholder": ("{{{was|Kita}}}", "<p>Kita</p>"),
    "sign": ("{{Ja}} {{nein}}", "<p>ja nein</p>"),
    "text of a template": ("{{Zitat|Text=Gut.|Autor=Weber}}", "<p>Gut.</p>"),
    "unclosed markup": ("'''a\n\n{{b [[c", "<p><b>a</b></p><p>{{b [[c</p>"),
    "named text of a template": (
        "{{Zitat|Wir sparen [[Ziel|Zeit]].|Leitung|farbe=rot}}",
        '<p>Wir sparen <a href="wiki:Ziel">Zeit</a>. – Leitung</p>',
    ),
    "number in a template": ("Es sind {{nts|45}} Kitas", "<p>Es sind 45 Kitas</p>"),
    "list nobody closes": ("<ul><li>a<li>b", "<ul><li>a</li><li>b</li></ul>"),
    "pipe by template": ("a {{!}} b", "<p>a | b</p>"),
    "nowrap": ("{{nowrap|5 km}}", "<p>5 km</p>"),
    "small heading": ("a\n=== b ===\nc", "<p>c</p>"),
    "null characters": ("a\x00b", "<p>ab</p>"),
}


@pytest.mark.parametrize(("text", "wanted"), CONVERTED.values(), ids=CONVERTED)
def test_conversion(text: str, wanted: str) -> None:
    assert html(text).endswith(wanted)


NAMED = {
    "{{Wetter|Trier}}": "Vorlage „Wetter“",
    "{{#if: a | b }}": "Parserfunktion {{#if: a | b }}",
    "<gallery>A.jpg|Bus</gallery>": "Bild fehlt im Wiki: A.jpg (Bus)",
    "[ftp://a.de x]": "Verweis: ftp://a.de",
    "{{#ask: [[Kategorie:X]] |?Y }}": "Parserfunktion {{#ask: [[Kategorie:X]] |?Y }}",
    "[[:w:Trier]]": "Verweis in ein anderes Wiki: :w:Trier",
    "<math>x^2</math>": "Element <math>: x^2",
    "<svg onload=alert(1)></svg>": "Element <svg>",
    "<script>alert(1)</script>": "Element <script>: alert(1)",
    "[[Datei:Fehlt.png|mini|Text]]": "Bild fehlt im Wiki: Fehlt.png (Text)",
    "[[Fehlt]]": "Verweis ohne Ziel: Fehlt",
    "[[en:Goal]]": "Verweis in ein anderes Wiki: en:Goal",
    "{{{1}}}": "Platzhalter {{{1}}}",
}


@pytest.mark.parametrize(("text", "named"), NAMED.items(), ids=NAMED)
def test_what_is_left_out_is_named(text: str, named: str) -> None:
    article = read(f"Text {text}")
    assert any(line.startswith(named) for line in article.offen)
    assert "<s" not in html(f"Text {text}")


def test_sections_named_like_ours_go_there_others_are_free() -> None:
    article = read(
        "Vorweg.\n== Ausgangssituation ==\na\n== Technik-Ecke ==\nb\n== Ergebnisse ==\nc"
    )
    found = [(section.art, section.ueberschrift) for section in article.abschnitte]
    assert found == [
        ("text", ""),
        ("ausgangslage", ""),
        ("frei", "Technik-Ecke"),
        ("ergebnis", ""),
    ]
    assert article.einleitung == "<p>Vorweg.</p>"


def test_sections_of_one_name_become_one() -> None:
    (section,) = read("== Lösung ==\na\n== Lösung ==\nb").abschnitte
    assert [value for _, value in section.inhalt] == ["<p>a</p>", "<p>b</p>"]


def test_table_becomes_a_block_with_rows_of_equal_length() -> None:
    (section,) = read(
        '{| class="wikitable"\n! A !! B\n|-\n| 1\n|-\n| 2 || [[Ziel|3]]\n|}'
    ).abschnitte
    assert section.inhalt == (("tabelle", (("A", "B"), ("1", ""), ("2", "3"))),)


def test_merged_cells_hold_their_value_everywhere() -> None:
    (section,) = read(
        '{|\n! rowspan="2" | J !! colspan=2 | K\n|-\n! a !! b\n|-\n| 1 || colspan="9999" | x\n|}'
    ).abschnitte
    (_, rows), width = section.inhalt[0], 101
    assert [row[:3] for row in rows] == [("J", "K", "K"), ("J", "a", "b"), ("1", "x", "x")]
    assert {len(row) for row in rows} == {width}


def test_a_table_in_a_cell_and_a_caption_stand_beside_the_table() -> None:
    (section,) = read("{|\n|+ Über & unter\n| a\n{|\n| innen\n|}\n| b\n|}").abschnitte
    assert section.inhalt == (
        ("text", "<p><b>Über &amp; unter</b></p>"),
        ("tabelle", (("a", "b"),)),
        ("tabelle", (("innen",),)),
    )


def test_images_of_galleries_and_boxes_become_blocks() -> None:
    article = read(
        "{{Infobox|Bild=[[Datei:Da.jpg]]|Ort=Trier}}<gallery>\nDatei:Da.jpg|alt=A|[[Ziel|B]] c\n"
        "</gallery>"
    )
    (section,) = article.abschnitte
    assert section.inhalt == (("bild", (7, "Da.jpg", "")), ("bild", (7, "A", "B c")))
    assert article.boxen == [("Infobox", {"Bild": "", "Ort": "Trier"})]


def test_an_image_in_a_link_comes_behind_it() -> None:
    (section,) = read("[[Ziel|[[Datei:Da.jpg]]]] [https://a.de [[Datei:Da.jpg]] x]").abschnitte
    texts = [value for kind, value in section.inhalt if kind == "text"]
    assert texts == ['<p><a href="wiki:Ziel">Ziel</a></p>', '<p><a href="https://a.de">x</a></p>']
    assert len(section.inhalt) == 4


def test_footnotes_in_the_list_at_the_end_are_sources() -> None:
    article = read("a<ref name=x/>\n<references><ref name=x>B, [https://b.de]</ref></references>")
    assert article.quellen == [ImportedQuelle("B, https://b.de", "https://b.de")]


def test_what_is_too_many_sections_goes_into_the_last() -> None:
    article = read("".join(f"== H{n} ==\nt{n}\n" for n in range(40)) + "== Lösung ==\nx")
    assert len(article.abschnitte) == 30
    assert article.abschnitte[-2].art == "loesung"
    last = article.abschnitte[-1]
    assert (last.ueberschrift, last.inhalt[0]) == ("Weitere Abschnitte", ("text", "<h3>H28</h3>"))


def test_known_image_becomes_a_block() -> None:
    (section,) = read("[[Datei:Da.jpg|mini|300px|alt=Ein Haus|Das ''Haus'']]").abschnitte
    assert section.inhalt == (("bild", (7, "Ein Haus", "Das Haus")),)


def test_footnotes_and_lists_of_links_become_sources() -> None:
    article = read(
        "A<ref>[https://a.de Titel], S. 3</ref>\n== Weblinks ==\n* https://b.de\n"
        "* {{Internetquelle|url=https://c.de|titel=Ce}}\n<references/>"
    )
    assert article.quellen == [
        ImportedQuelle("Titel, S. 3", "https://a.de"),
        ImportedQuelle("https://b.de", "https://b.de"),
        ImportedQuelle("Ce", "https://c.de"),
    ]
    assert len(article.abschnitte) == 1


def test_fact_box_is_read_as_plain_text() -> None:
    article = read(
        "{{Infobox Projekt|Ort=[[Trier]]|Partner=\n* A\n* '''B'''|Netz=[https://x.de X]}}"
    )
    assert article.boxen == [
        ("Infobox Projekt", {"Ort": "Trier", "Partner": "A\nB", "Netz": "X | https://x.de"})
    ]
    assert article.offen == []


def test_categories() -> None:
    assert read("a [[Kategorie:Umwelt]] [[Category:B|x]]").kategorien == ["Umwelt", "B"]


def test_deep_nesting_breaks_nothing() -> None:
    read("{{a|" * 100 + "[[" * 100 + "'''" * 500 + "}}" * 100)


@pytest.mark.parametrize("text", ["{{a|" * 9000, "{{a|" * 300 + "}}" * 300, "<ref>" * 9000])
def test_a_text_the_parser_would_never_finish_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="zugleich offen"):
        read(text)


def test_endless_text_is_refused() -> None:
    with pytest.raises(ValueError, match="2 MB"):
        read("a" * (2 * 1024 * 1024 + 1))


def tables(text: str) -> list[tuple[tuple[str, ...], ...]]:
    return [v for s in read(text).abschnitte for kind, v in s.inhalt if kind == "tabelle"]


def test_a_long_table_is_read_to_its_end() -> None:
    """The parser alone took 24 s for a third of this, and four times that for twice as much."""
    rows = 5_000
    text = (
        "{|\n! Ort !! Stand\n" + "|-----\n| [[Ziel|dort]] || ''seit 2018''\n" * rows + "|}\nNachher"
    )
    (table,) = tables(text)
    assert len(table) == rows + 1
    assert table[-1] == ("dort", "seit 2018")
    assert html(text).endswith("<p>Nachher</p>")


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        (":{|\n| a || b\n|}", (("a", "b"),)),
        ("{|\n| a\n| b\n|-\n| c\n| d", (("a", "b"), ("c", "d"))),
        ("{|\n| rowspan=2 | a || b\n|-\n| c\n|}", (("a", "b"), ("a", "c"))),
        ("{|\n| {{nowrap|5 || km}} || b\n|}", (("km", "b"),)),
        ("{|\n| [[Ziel|dort]] || b\n|}", (("dort", "b"),)),
    ],
    ids=["indented", "never closed", "merged cells", "bars of a template", "bars of a link"],
)
def test_tables_as_people_write_them(text: str, rows: tuple[tuple[str, ...], ...]) -> None:
    assert tables(text) == [rows]


def test_a_table_in_a_table_keeps_its_words() -> None:
    text = "{|\n| außen\n|\n{|\n| innen\n|}\n|}\nNachher"
    said = " ".join(cell for table in tables(text) for row in table for cell in row)
    assert "außen" in said
    assert "innen" in said


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("<poem>\nEins\nzwei\n</poem>", "<p>Eins<br/> zwei</p>"),
        ("<center>Mitte</center>", "<p>Mitte</p>"),
        ("''nie zu\n\nDanach", "<p><i>nie zu</i></p><p>Danach</p>"),
        ("* <b>a\n* b", "<ul><li><b>a</b></li><li><b>b</b></li></ul>"),
    ],
    ids=["poem", "center", "italic", "bold in a list"],
)
def test_what_nobody_closed_ends_where_readers_see_it_end(text: str, wanted: str) -> None:
    assert html(text).endswith(wanted)


@pytest.mark.parametrize(
    ("partner", "said"),
    [("<ul><li>A<li>B", "A\nB"), ("<b>A", "A"), ("''A", "A"), ("<div>A", "A")],
)
def test_what_nobody_closed_in_a_box_ends_with_its_parameter(partner: str, said: str) -> None:
    article = read(f"{{{{Infobox Projekt|Partner={partner}|Status=live}}}}")
    assert article.boxen == [("Infobox Projekt", {"Partner": said, "Status": "live"})]


@pytest.mark.parametrize(
    "text",
    ["<table><tr><td>1</td></tr>\n\nVorher", "<table>Vorher<tr><td>1</table>"],
    ids=["never closed", "between cells"],
)
def test_what_stands_in_no_cell_of_a_table_is_text(text: str) -> None:
    assert (tables(text), html(text)) == ([(("1",),)], "<p>Vorher</p>")


def test_a_list_in_a_cell_is_one_line() -> None:
    assert tables("{|\n| Eins\n* a\n** b\n|| zwei\n|}") == [(("Eins; a; b", "zwei"),)]


def test_a_table_in_an_item_stands_behind_it() -> None:
    text = "<ul><li>a<table><tr><td>x</td></tr></table></li><li>b</li></ul>"
    assert (tables(text), html(text)) == ([(("x",),)], "<ul><li>a</li></ul><ul><li>b</li></ul>")


def test_control_characters_are_named() -> None:
    assert "Steuerzeichen: 2" in read("a\x00b\x02c").offen


@pytest.mark.parametrize(
    "text",
    [
        "{|\n" + "|-\n| rowspan=100 colspan=100 | a\n" * 400 + "|}",
        "{|\n" + "|-\n| a\n" * 2_000 + "|-\n| a" + " || b" * 2_000 + "\n|}",
    ],
    ids=["cells that cover much", "one wide row"],
)
def test_a_table_that_would_fill_memory_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="zu viele Felder"):
        read(text)


def test_a_row_of_many_cells_is_read() -> None:
    (table,) = tables("{|\n| a" + " || b" * 10_000 + "\n|}")
    assert len(table[0]) == 10_001


def test_the_name_of_the_page_stands_where_it_is_asked_for() -> None:
    (section,) = read_article("{{PAGENAME}} kommt.", UMFELD, "Trier").abschnitte
    assert "Trier kommt." in str(section.inhalt)


def test_a_long_list_that_nobody_closes_is_read_whole_and_in_order() -> None:
    article = html("<ol>\n" + "\n".join(f"<li>Punkt {number}" for number in range(2_000)))
    wanted = "".join(f"<li>Punkt {number}</li>" for number in range(2_000))
    assert article == f"<ol>{wanted}</ol>"


def test_what_semantic_mediawiki_knows_is_kept_and_shown() -> None:
    text = (
        "In [[Hat Kommune::Trier]] und [[Hat Kommune::Mainz|der Hauptstadt]]. "
        "{{#set: Status=im Betrieb|Partner=A;B|+sep=;|Farbe=[[Rot|rot]]}}"
    )
    article = read(text)
    assert html(text) == "<p>In Trier und der Hauptstadt.</p>"
    assert article.eigenschaften == {
        "Hat Kommune": ["Trier", "Mainz"],
        "Status": ["im Betrieb"],
        "Partner": ["A", "B"],
        "Farbe": ["rot"],
    }
    assert article.unsichtbar == {"Status", "Partner", "Farbe"}
    assert article.offen == []


@pytest.mark.parametrize("text", ["[[::]]", "[[A::]]", "{{#set:}}", "{{#set: |x|=y|+sep=;}}"])
def test_properties_without_name_or_value_are_no_error(text: str) -> None:
    assert read(f"Text {text}").eigenschaften == {}


def test_a_template_that_never_ends_is_named() -> None:
    found = read("{{Infobox Projekt|Kommune=Trier\n\n== Lösung ==\nText")
    assert found.offen == [
        "Vorlage ohne Ende, sie steht als Text da: {{Infobox Projekt|Kommune=Trier"
    ]


def test_what_a_box_says_twice_is_named() -> None:
    found = read("{{Infobox|Ort=Trier|Ort=Mainz|Art=x|Art=x}}")
    assert found.boxen[0][1] == {"Ort": "Mainz", "Art": "x"}
    assert found.offen == ["„Ort“ steht zweimal im Steckbrief, zuerst mit Trier"]


@pytest.mark.parametrize("cell", ["nur Wörter", "Größe - 5 %", "<b>x</b>", "[[Ziel]]", "a | b"])
def test_a_cell_is_read_the_same_however_it_is_marked(cell: str) -> None:
    (_, rows), *_ = read(f"{{|\n|-\n|\n{cell}\n|}}").abschnitte[0].inhalt
    assert rows == ((plain_words(html(cell)),),)


def test_lines_and_links_of_a_cell_stay() -> None:
    rows = tables("{|\n| [https://b.de Portal] || eins<br>zwei\n|-\n| a || b\n|}")[0]
    assert rows[0] == ("Portal (https://b.de)", "eins zwei")


def test_a_mailbox_behind_a_word_of_a_box_stays() -> None:
    found = read("{{Infobox Projekt|Kommune=Worms|Kontakt=Amt 1, [mailto:a@worms.de Mail]}}")
    assert found.boxen[0][1]["Kontakt"] == "Amt 1, Mail (a@worms.de)"
