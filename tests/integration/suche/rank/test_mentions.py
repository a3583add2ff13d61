"""suche.rank.naming.mentions on published pages: what an editor has entered is what is named."""

from suche.german.synonyms import build_wortschatz
from suche.rank.naming.mentions import find_mentions
from suche.rank.naming.page_fields import IN_KOMMUNE, IN_TECHNIK, IN_THEMA, IN_TITEL
from suche.understand.question import parse_question
from suche.understand.understanding import read_question
from tests.factories import KommuneFactory, ThemaFactory, publish_projekt
from tests.integration.conftest import IndexPages


def test_title_thema_product_and_kommune_are_told_apart(index: IndexPages) -> None:
    page = publish_projekt(
        "Ein Text ohne das Wort.",
        title="Rufbus",
        kommunen=[KommuneFactory(name="Konz")],
        themen=[ThemaFactory(name="Abfall & Wasser")],
    )
    page.produkte.add("LoRaWAN")
    page.save_revision().publish()
    index()
    asked = {"Rufbus": IN_TITEL, "Konz": IN_KOMMUNE, "LoRaWAN": IN_TECHNIK, "Abfall": IN_THEMA}
    places = {
        word: find_mentions(parse_question(word), [page.pk]).by_page[page.pk][0].place
        for word in asked
    }
    assert places == asked


def test_a_thema_of_two_things_names_a_page_only_as_a_whole(index: IndexPages) -> None:
    page = publish_projekt("Text.", title="Rufbus", themen=[ThemaFactory(name="Abfall & Wasser")])
    index()
    assert not find_mentions(parse_question("Abfall"), [page.pk]).named
    assert find_mentions(parse_question("Abfall & Wasser"), [page.pk]).named == {page.pk}


def test_a_name_with_a_place_in_it_is_named_as_a_whole(index: IndexPages) -> None:
    konz = KommuneFactory(name="Konz")
    whole = publish_projekt("Text.", title="Zählung – Konz Digital", kommunen=[konz])
    other = publish_projekt("Alles wird digital.", title="Akten im Rathaus")
    index()
    found = find_mentions(read_question("Konz Digital")[0], [whole.pk, other.pk])
    assert found.named == {whole.pk}
    assert found.is_phrase
    assert not found.in_text  # "Digital" alone is not what was asked for


def test_who_asks_for_a_place_of_several_words_names_what_is_from_there(index: IndexPages) -> None:
    kreis = [KommuneFactory(name="Landkreis Konz", typ="landkreis")]
    here = publish_projekt("Text.", title="Akten", kommunen=kreis, suchwoerter="Archiv")
    here.produkte.add("LoRaWAN")
    here.save_revision().publish()
    other = publish_projekt("Text.", title="Projekte in Konz")
    index()
    asked = read_question("Projekte im Landkreis Konz")[0]
    assert asked.places
    assert find_mentions(asked, [here.pk, other.pk]).named == {here.pk}


def test_a_name_with_a_function_word_in_it_is_named_as_a_whole(index: IndexPages) -> None:
    whole = publish_projekt("Text.", title="Sirenen und „Meine Pegel“")
    other = publish_projekt("Text.", title="Pegel in Konz")
    index()
    ids = [whole.pk, other.pk]
    assert find_mentions(read_question("Meine Pegel")[0], ids).named == {whole.pk}
    assert find_mentions(read_question("Unsere Pegel")[0], ids).named == set(ids)


def test_a_name_of_two_words_that_is_one_thing_may_be_inflected(index: IndexPages) -> None:
    page = publish_projekt("Text.", title="Grundlage für digitalen Zwilling")
    same = publish_projekt("Text.", title="Digitaler Zwilling Hof")
    index()
    words = build_wortschatz([("digitaler Zwilling", "3D-Modell")], ())
    asked = parse_question("Digitaler Zwilling", words)
    assert find_mentions(asked, [page.pk, same.pk]).named == {page.pk, same.pk}


def test_a_name_of_few_words_is_found_in_texts(index: IndexPages) -> None:
    page = publish_projekt("Gebaut mit der Netze BW aus Stuttgart.", title="Zähler")
    other = publish_projekt("Neue Netze aus BW.", title="Gas")
    index()
    found = find_mentions(parse_question("Netze BW"), [page.pk, other.pk])
    assert found.said == {page.pk}
    assert not found.in_text  # "das Wort" is told of one word only


def test_a_place_beside_a_thing_says_where_and_names_nothing(index: IndexPages) -> None:
    page = publish_projekt("Text.", title="Rufbus", kommunen=[KommuneFactory(name="Konz")])
    other = publish_projekt("Text.", title="Ein Rufbus")
    index()
    found = find_mentions(read_question("Rufbus Konz")[0], [page.pk, other.pk])
    assert found.named == {page.pk, other.pk}
    assert not found.is_phrase


def test_what_has_a_line_of_its_fact_box_called_so_is_not_done_without(index: IndexPages) -> None:
    paid = publish_projekt("Text.", title="Rufbus", foerderung="Bund, 85 Prozent")
    unpaid = publish_projekt("Text.", title="Rufbus im Tal", suchwoerter="Bus mit Förderung")
    index()
    found = find_mentions(read_question("Rufbus ohne Förderung")[0], [paid.pk, unpaid.pk])
    assert found.with_unwanted == {paid.pk}
