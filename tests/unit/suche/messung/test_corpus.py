"""suche.messung.corpus: composed articles are seeded, as long as real ones, and no copies."""

from itertools import islice
from statistics import median

from suche.german.compounds import split
from suche.messung.corpus.vocabulary import vocabulary
from suche.messung.corpus.writing import ComposedArticle, Writer

PLACES = ["Mainz", "Trier", "Worms", "Speyer"]
REAL_LENGTH = 1_160  # characters, the median of the wiki's own articles


def _articles(number: int, seed: int = 1) -> list[ComposedArticle]:
    return list(Writer(vocabulary(), PLACES, seed).articles(number))


def _text(article: ComposedArticle) -> str:
    return " ".join(text for _, texts in article.sections for text in texts)


def test_a_longer_corpus_begins_with_the_shorter_one() -> None:
    assert list(islice(Writer(vocabulary(), PLACES, 1).articles(50), 20)) == _articles(20)


def test_another_seed_tells_something_else() -> None:
    assert _text(_articles(1, seed=1)[0]) != _text(_articles(1, seed=2)[0])


def test_no_two_articles_are_alike() -> None:
    assert len({_text(article) for article in _articles(300)}) == 300


def test_articles_are_about_as_long_as_real_ones() -> None:
    length = median(
        len(_text(a)) + len(a.fields["kurzfassung"]) + len(a.fields["uebertragbarkeit"])
        for a in _articles(200)
    )
    assert 0.8 * REAL_LENGTH < length < 1.2 * REAL_LENGTH


def test_titles_hold_compounds() -> None:
    words = [word for article in _articles(100) for word in article.title.split()]
    assert sum(len(split(word)) > 1 for word in words) > 60


def test_every_sentence_can_be_filled() -> None:
    said = " ".join(_text(article) for article in _articles(300))
    assert "{" not in said
