"""einbettung.vectors.late_interaction: token vectors made small, and compared one by one."""

import numpy as np
import pytest

from einbettung.vectors.late_interaction import (
    NOTHING_WITHIN,
    Projection,
    compress,
    fit,
    pool,
    scores,
    sides,
    subject,
)
from tests.fakes import FakeEncoder

ENCODER = FakeEncoder()
SAMPLE = """Die Stadt misst Pegel am Bach und warnt Anwohner früh vor Hochwasser.
Eltern melden ihr Kind im Portal der Kita an und sehen freie Plätze.
Sensoren im Papierkorb funken, wie voll er ist; der Bauhof plant die Tour.
Ausweise liegen im Terminal vor dem Rathaus, Tag und Nacht.
Ein Rufbus fährt durch die Dörfer, gebucht wird per App oder Telefon.
Die Feuerwehr übt mit Brillen für virtuelle Realität den Ernstfall."""


def tokens(text: str) -> np.ndarray:
    return ENCODER.encode_query(text).tokens


@pytest.fixture(scope="module")
def projection() -> Projection:
    return fit(np.concatenate([tokens(line) for line in SAMPLE.splitlines()]), dimensions=32)


def test_a_projection_has_the_shapes_it_promises(projection: Projection) -> None:
    assert projection.mean.shape == (64,)
    assert projection.basis.shape == (64, 32)
    assert projection.scale > 0


def test_the_axes_are_orthonormal(projection: Projection) -> None:
    np.testing.assert_allclose(projection.basis.T @ projection.basis, np.eye(32), atol=1e-5)


def test_the_axes_hold_the_directions_in_which_tokens_differ_most() -> None:
    random = np.random.default_rng(1)
    rows = np.ones((500, 6)) + random.normal(size=(500, 6)) * [2, 0.01, 0.01, 1, 0.01, 0.01]
    held = np.linalg.norm(fit(rows, dimensions=2).basis, axis=1)
    assert sorted(held.argsort()[-2:].tolist()) == [0, 3]


def test_every_axis_carries_alike() -> None:
    random = np.random.default_rng(1)
    rows = random.normal(size=(2_000, 64)) * np.geomspace(9, 1, 64)
    projection = fit(rows, dimensions=64)
    spread = (rows @ projection.basis).std(axis=0)
    assert spread.max() / spread.min() < 3


def test_the_same_texts_have_the_same_axes(projection: Projection) -> None:
    again = fit(np.concatenate([tokens(line) for line in SAMPLE.splitlines()]), dimensions=32)
    np.testing.assert_array_equal(again.basis, projection.basis)


def stored(text: str, projection: Projection) -> np.ndarray:
    return sides(compress(tokens(text), projection).tobytes(), projection)


def test_a_stored_token_takes_two_bits_an_axis(projection: Projection) -> None:
    packed = compress(tokens("Pegel am Bach"), projection)
    assert packed.dtype == np.uint8
    assert packed.shape == (3, 8)
    assert sides(packed.tobytes(), projection).shape == (3, 32)


@pytest.mark.parametrize("axes", [1, 7, 8, 9])
def test_axes_that_fill_no_byte_come_back_as_they_went(axes: int) -> None:
    rows = np.random.default_rng(1).normal(size=(50, 16))
    projection = fit(rows, dimensions=axes)
    found = sides(compress(rows, projection).tobytes(), projection)
    assert found.shape == (50, axes)
    assert (np.abs(found).sum(axis=0) > 0).all()


def test_of_an_axis_the_side_is_kept_and_what_is_near_the_middle_is_nothing() -> None:
    mean, basis = np.zeros(4, np.float32), np.eye(4, dtype=np.float32)
    projection = Projection(mean, basis, 0.5 / NOTHING_WITHIN)
    rows = np.array([[0.6, -0.6, 0.4, 0.35], [-0.1, 0.99, 0.0, -0.1]], np.float32)
    rows /= np.linalg.norm(rows, axis=1, keepdims=True)
    found = sides(compress(rows, projection).tobytes(), projection)
    assert found.tolist() == [[1, -1, 0, 0], [0, 1, 0, 0]]


def test_nothing_stored_is_no_token(projection: Projection) -> None:
    assert sides(b"", projection).shape == (0, 32)


def test_the_length_of_a_token_vector_does_not_matter(projection: Projection) -> None:
    rows = tokens("Pegel am Bach")
    np.testing.assert_array_equal(compress(rows, projection), compress(rows * 7, projection))


def test_a_zero_vector_does_no_harm(projection: Projection) -> None:
    packed = compress(np.zeros((1, 64), np.float32), projection)
    assert np.isin(sides(packed.tobytes(), projection), (-1, 0, 1)).all()


def score(question: str, pages: list[str], projection: Projection) -> np.ndarray:
    return scores(tokens(question), [stored(p, projection) for p in pages], projection)


def test_the_page_with_the_same_text_scores_highest(projection: Projection) -> None:
    pages = SAMPLE.splitlines()
    assert [int(score(page, pages, projection).argmax()) for page in pages] == list(range(6))


def test_a_page_that_holds_every_word_of_the_question_scores_most_of_one() -> None:
    whole = fit(np.concatenate([tokens(line) for line in SAMPLE.splitlines()]), dimensions=64)
    found = score("Pegel am Bach", SAMPLE.splitlines(), whole)
    assert found[0] == pytest.approx(0.85, abs=0.1)
    assert found[1:].max() < found[0] / 2


def test_scores_come_in_the_order_of_the_pages(projection: Projection) -> None:
    pages = SAMPLE.splitlines()
    found = score("Pegel und Hochwasser", pages, projection)
    backwards = score("Pegel und Hochwasser", pages[::-1], projection)
    np.testing.assert_allclose(found, backwards[::-1], rtol=1e-5)


def test_a_pages_score_does_not_depend_on_the_others(projection: Projection) -> None:
    pages = SAMPLE.splitlines()
    together = score("freie Plätze im Terminal", pages, projection)
    alone = [score("freie Plätze im Terminal", [page], projection)[0] for page in pages]
    np.testing.assert_allclose(together, alone, rtol=1e-5)


def test_a_page_without_tokens_matches_worst_and_changes_no_other(projection: Projection) -> None:
    empty, full = sides(b"", projection), stored("Rufbus", projection)
    found = scores(tokens("Rufbus"), [empty, full, empty], projection)
    alone = scores(tokens("Rufbus"), [full], projection)
    np.testing.assert_allclose(found, [-1, alone[0], -1], rtol=1e-5)


def test_of_two_pages_with_the_same_best_matches_the_shorter_one_comes_first(
    projection: Projection,
) -> None:
    short = stored("Rufbus", projection)
    long = np.concatenate([short, short, short, short])
    plain = scores(tokens("Rufbus"), [short, long], projection)
    penalised = scores(tokens("Rufbus"), [short, long], projection, length_penalty=0.02)
    assert plain[0] == plain[1]
    assert plain - penalised == pytest.approx([0.02 * np.log(len(p)) for p in (short, long)])


def weighted(question: str, content: list[float], projection: Projection) -> np.ndarray:
    pages = [stored(page, projection) for page in SAMPLE.splitlines()]
    return scores(tokens(question), pages, projection, content)


def test_tokens_of_weight_zero_are_not_looked_up(projection: Projection) -> None:
    np.testing.assert_allclose(
        weighted("Rufbus Pegel Kita", [0, 1, 0], projection),
        weighted("Pegel", [1], projection),
        rtol=1e-5,
    )


def test_a_heavier_token_draws_its_page_up(projection: Projection) -> None:
    by_pegel = weighted("Rufbus Pegel", [0.1, 1.0], projection)
    by_rufbus = weighted("Rufbus Pegel", [1.0, 0.1], projection)
    assert [int(by_pegel.argmax()), int(by_rufbus.argmax())] == [0, 4]


def test_weights_count_by_their_ratio_only(projection: Projection) -> None:
    np.testing.assert_allclose(
        weighted("Rufbus Pegel", [0.2, 0.4], projection),
        weighted("Rufbus Pegel", [0.5, 1.0], projection),
        rtol=1e-5,
    )


@pytest.mark.parametrize("content", [[], [0.0, 0.0, 0.0]])
def test_without_any_weight_all_tokens_count(content: list[float], projection: Projection) -> None:
    np.testing.assert_allclose(
        weighted("Rufbus Pegel Kita", content, projection),
        weighted("Rufbus Pegel Kita", [1, 1, 1], projection),
        rtol=1e-5,
    )


def test_what_a_question_is_about_does_not_depend_on_its_frame(projection: Projection) -> None:
    asked = pool(tokens("Wer misst Pegel"), projection, [0, 0, 1])
    np.testing.assert_allclose(asked, pool(tokens("Pegel"), projection, [1]), atol=1e-5)
    assert np.linalg.norm(asked) == pytest.approx(1)


def test_questions_about_the_same_are_nearer_than_those_asked_alike(projection: Projection) -> None:
    one, same, alike = (
        pool(tokens(text), projection, content)
        for text, content in [
            ("Wer misst Pegel", [0, 1, 1]),
            ("Pegel misst Bach", [1, 1, 1]),
            ("Wer übt Brillen", [0, 1, 1]),
        ]
    )
    assert one @ same > one @ alike


def test_pages_of_the_same_tokens_are_about_the_same(projection: Projection) -> None:
    road = stored("Rufbus Dörfer App", projection)
    first, second, other = map(subject, (road, road[:2], stored("Pegel Bach", projection)))
    assert first @ second > 0.7
    assert abs(second @ other) < 0.3


def test_a_page_without_tokens_is_about_nothing() -> None:
    assert not subject(np.zeros((0, 32), dtype=np.int8)).any()
