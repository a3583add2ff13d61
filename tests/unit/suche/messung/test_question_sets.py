"""suche.messung.question_sets: question sets made from articles."""

from pathlib import Path

from suche.messung.dataset import Query, read_dataset
from suche.messung.question_sets import (
    Entry,
    IndexedArticle,
    starting_points,
    summaries,
    titles,
    write_collection,
)

ARTICLE = IndexedArticle(
    "kita",
    "Kita-Portal",
    {
        "Steckbrief": "Status: im Betrieb.",
        "Kurzfassung": "Eltern melden Kinder online an.",
        "Text": "Viele Zettel kursierten. Nun gibt es ein Portal.",
        "Stolpersteine": "Der Datenschutz.",
    },
)


def test_the_first_sentence_asks_for_the_rest() -> None:
    rest = "Nun gibt es ein Portal. Der Datenschutz."
    assert starting_points(ARTICLE) == Entry("kita", rest, "Viele Zettel kursierten.")


def test_an_article_without_a_text_asks_nothing() -> None:
    bare = IndexedArticle("kurz", "Kurz", {"Kurzfassung": "Nur das."})
    assert starting_points(bare) == Entry("kurz", "", "")


def test_summary_and_title_ask_for_the_text_without_fact_box() -> None:
    text = "Viele Zettel kursierten. Nun gibt es ein Portal. Der Datenschutz."
    assert summaries(ARTICLE) == Entry("kita", text, "Eltern melden Kinder online an.")
    assert titles(ARTICLE) == Entry("kita", text, "Kita-Portal")


def test_what_is_written_is_a_question_set(tmp_path: Path) -> None:
    without_solution = Entry("leer", "", "Frage?")
    without_question = Entry("still", "Text.", "")
    assert write_collection([titles(ARTICLE), without_solution, without_question], tmp_path) == 1
    read = read_dataset(tmp_path)
    assert [document for document, _, _ in read.corpus or []] == ["kita", "still"]
    assert read.queries == [Query("f-kita", "Kita-Portal", "all", "")]
    assert read.grades == {"f-kita": {"kita": 3}}
