"""suche.rank.evidence: pages that say themselves that they are no answer."""

import pytest

from suche.rank.evidence import Statement, contradicts
from suche.understand.question import parse_question
from wiki.fakten.codes import Status

TERMINAL = ("Abholterminal Neustadt", "Ausweise liegen im Abholterminal bereit.")


def contradicted(question: str, *sentences: str, status: str = Status.BETRIEB) -> bool:
    return contradicts(parse_question(question), Statement(sentences, status))


def test_a_running_project_is_not_contradicted() -> None:
    assert not contradicted("Wer hat ein Abholterminal?", *TERMINAL)


@pytest.mark.parametrize("status", [Status.IDEE, Status.PLANUNG])
def test_a_plan_is_no_answer_to_who_has_done_it(status: str) -> None:
    assert contradicted("Wer hat schon ein Abholterminal?", *TERMINAL, status=status)


def test_a_plan_is_an_answer_to_a_subject() -> None:
    assert not contradicted("Abholterminal für Ausweise", *TERMINAL, status=Status.PLANUNG)


def test_what_was_given_up_is_no_answer() -> None:
    assert contradicted("Abholterminal für Ausweise", *TERMINAL, status=Status.ABGEBROCHEN)


@pytest.mark.parametrize(
    "denial",
    [
        "Der DorfFunk wurde geprüft und verworfen.",
        "Den DorfFunk gibt es dort noch nicht.",
        "Was der DorfFunk kostet, ist nicht bekannt.",
        "Der Rat führte den DorfFunk nicht ein.",
        "Der Rat lehnte den DorfFunk ab.",
    ],
)
def test_a_word_that_stands_in_denials_alone_supports_nothing(denial: str) -> None:
    assert contradicted("DorfFunk", "VG-App Rülzheim", denial)
    assert not contradicted("DorfFunk", "VG-App Rülzheim", denial, "Jetzt läuft der DorfFunk.")


def test_only_a_thing_is_denied() -> None:
    """ "Weitere Anbieter waren teurer" denies nothing of a paper that gets "immer teurer"."""
    denial = "Der DorfFunk wurde geprüft und verworfen, weitere Anbieter waren teurer."
    sketch = "Unser Amtsblatt wird immer teurer, wir möchten eine App anbieten."
    assert not contradicted(sketch, "VG-App Rülzheim", denial)
    assert contradicted("dorffunk", "VG-App Rülzheim", denial)


@pytest.mark.parametrize(
    ("sentence", "is_answer"),
    [
        ("2011 wurde der Rufbus eingestellt.", True),
        ("Der Anbieter stellte den Rufbus ein.", True),
        ("Der Rat lehnte den Rufbus ab.", True),
        ("Die Verteilung wurde eingestellt, seither fährt der Rufbus.", False),
        ("Was der Rufbus kostet, ist nicht bekannt.", False),
    ],
)
def test_who_gave_it_up_is_answered_by_what_says_that_the_thing_was_ended(
    sentence: str, is_answer: bool
) -> None:
    asked = "Wer hat den Rufbus eingestellt?"
    assert contradicted(asked, "Rufbus Elbe", sentence) != is_answer


def test_parts_of_a_word_in_a_denial_are_not_the_word() -> None:
    assert not contradicted("Dorf-App", "Neue App", "Den Funk im Dorf und die App lehnte er ab.")


def test_a_question_for_costs_wants_an_amount() -> None:
    asked = "Was kostet ein Abholterminal?"
    assert contradicted(asked, *TERMINAL)
    assert not contradicted(asked, *TERMINAL, "Es kostete 25.000 Euro.")
    assert not contradicts(parse_question(asked), Statement(TERMINAL, has_costs=True))


def test_that_readers_pay_nothing_is_no_answer_to_what_it_costs() -> None:
    """The form is free of charge; what the town paid for it is not said."""
    assert contradicted("Was kostet ein Abholterminal?", *TERMINAL, "Die Abholung ist kostenlos.")


def test_who_gave_it_up_is_answered_by_what_ended_or_says_so() -> None:
    asked = "Wer hat ein Abholterminal abgelehnt?"
    assert contradicted(asked, *TERMINAL)
    assert not contradicted(asked, *TERMINAL, "Viernheim hat es abgelehnt.")
    assert not contradicted(asked, *TERMINAL, status=Status.BEENDET)


def test_a_plan_that_says_what_is_missing_is_answered_by_who_has_it() -> None:
    assert not contradicted("Wir haben noch kein Abholterminal.", *TERMINAL)
