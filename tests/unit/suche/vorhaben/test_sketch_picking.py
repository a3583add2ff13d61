"""What is read of a long sketch."""

from collections.abc import Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from suche.understand.sketches import split_sentences
from suche.vorhaben.boilerplate import is_boilerplate, subject_of
from suche.vorhaben.picking import BUDGET, SHORT, WHOLE, passages_of, pick

FILLER = "Die Beteiligten treffen sich im Raum {} und sprechen über den Stand der Arbeiten. "
CORE = "Bienen bestäuben die Obstwiese {}, und die Schule schleudert den Honig selbst. "
MONEY = "Die Haushaltsmittel {} beschließt der Ausschuss nach Beteiligung des Personalrats. "


def many(sentence: str, number: int) -> str:
    """Different sentences."""
    return "".join(sentence.format(n) for n in range(number))


def rate(passages: Sequence[str]) -> list[float]:
    return [float("Bienen" in passage) for passage in passages]


def unasked(_: Sequence[str]) -> list[float]:
    pytest.fail("asked")


def test_short_sketch_is_read_whole_without_asking() -> None:
    picked = pick("Titel Ein Satz.", unasked)
    assert picked.complete
    assert picked.text == "Titel Ein Satz."


def test_long_sketch_is_read_whole_when_all_of_it_says_something() -> None:
    text = " ".join(f"Im Ort {n} bestäuben Bienen die Obstwiesen der Schule." for n in range(45))
    assert SHORT < len(text) <= WHOLE
    picked = pick(text, unasked)
    assert picked.complete
    assert " ".join(picked.passages) == text


def test_what_every_application_says_is_left_out_of_a_long_sketch() -> None:
    picked = pick(many(CORE, 15) + many(MONEY, 10), unasked)
    assert not picked.complete
    assert "Personalrat" not in picked.text
    assert picked.text.count("Honig") == 15


def test_sketch_of_nothing_but_boilerplate_is_read_all_the_same() -> None:
    assert "Personalrat" in pick(many(MONEY, 24), unasked).text


@pytest.mark.parametrize(
    "sentence",
    [
        "Die Datenschutzbeauftragte wird beteiligt.",
        "Über die Folgekosten in Höhe von jährlich zwei Prozent der Summe, die im Anhang steht, "
        "entscheidet später der Stadtrat.",
    ],
)
def test_boilerplate_is_known(sentence: str) -> None:
    assert is_boilerplate(sentence)


@pytest.mark.parametrize(
    "sentence",
    [
        "Die Haushalte melden ihren Sperrmüll online an.",
        "Die Vergabe der Plätze geschieht im Portal.",
        "Sensoren in den Anlagen messen die Feuchte.",
    ],
)
def test_what_projects_are_about_is_no_boilerplate(sentence: str) -> None:
    assert not is_boilerplate(sentence)


def test_the_subject_of_a_sketch_is_no_boilerplate() -> None:
    subject = subject_of("Projektskizze: digitaler Verwendungsnachweis für Vereine")
    assert not is_boilerplate("Der Verwendungsnachweis wird online gestellt.", subject)


def test_what_stands_on_every_page_is_read_once() -> None:
    picked = pick(many(CORE + "Amt für Bienen, Anlage. ", 30).strip(), rate)
    assert picked.text.count("Amt für Bienen") == 1


def test_best_passage_of_a_long_sketch_is_read_wherever_it_stands() -> None:
    picked = pick(many(FILLER, 40) + many(CORE, 4) + many(FILLER, 80), rate)
    assert not picked.complete
    assert any("Bienen" in passage for passage in picked.passages)


def test_passages_far_below_the_best_are_left_out() -> None:
    picked = pick(many(FILLER, 40) + many(CORE, 9) + many(FILLER, 80), rate)
    assert all("Bienen" in passage for passage in picked.passages)


def test_passages_stay_in_reading_order() -> None:
    text = " ".join(f"{n:02} Bienen und Honig gibt es in diesem Abschnitt. " * 8 for n in range(30))
    numbers = [int(p[:2]) for p in pick(" ".join(text.split()), rate).passages]
    assert numbers == sorted(numbers)


def test_passages_are_whole_sentences() -> None:
    sentences = split_sentences((many(CORE, 9) + many(FILLER, 9)).strip())
    assert [s for p in passages_of(sentences) for s in split_sentences(p)] == sentences


@pytest.mark.parametrize("text", ["z. B. Apps. Und mehr.", "Am 3. Mai 2026. Und mehr."])
def test_abbreviations_end_no_sentence(text: str) -> None:
    assert len(split_sentences(text)) == 2


@settings(max_examples=60, deadline=None)
@given(st.text(min_size=1, max_size=9_000).filter(str.strip))
def test_whatever_is_written_something_is_read_and_not_too_much(text: str) -> None:
    picked = pick(text, lambda passages: [0.0] * len(passages))
    assert picked.text.strip()
    assert len(picked.text) <= max(WHOLE, BUDGET + 900) + len(picked.passages)


COUNCIL_PAPER = (
    "Stadtverwaltung Beispielstadt Amt 66 Aktenzeichen: 66.10 Beschlussvorlage Nr. 2026/0213 "
    "Beratungsfolge: Bau- und Verkehrsausschuss (Vorberatung) Stadtrat (Entscheidung) Betreff: "
    "Bienen auf den Dächern der Schulen Beteiligte Stellen: Kämmerei, Personalrat. Klimarelevanz: "
    "keine. Gleichstellung: nicht berührt. Sachverhalt: " + many(CORE, 14) + "Die Mittel sind im "
    "Haushaltsplan veranschlagt. Rechtsgrundlagen: § 32 GemO. Die Zuständigkeit des Stadtrates "
    "ergibt sich aus der Hauptsatzung. Die Vergabe erfolgt nach UVgO. Beschlussvorschlag: Der "
    "Stadtrat beschließt die Aufstellung."
)


def test_of_a_paper_for_a_council_the_matter_is_read_and_the_subject() -> None:
    assert len(COUNCIL_PAPER) > SHORT
    picked = pick(COUNCIL_PAPER, unasked)
    assert "Betreff: Bienen auf den Dächern der Schulen" in picked.text
    assert picked.text.count("Honig") == 14
    assert not {"Personalrat", "Klimarelevanz", "Gleichstellung", "UVgO", "Hauptsatzung"} & set(
        picked.text.replace(".", " ").replace(":", " ").split()
    )
