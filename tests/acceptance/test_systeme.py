"""The systems people ask for by name are found: by name first, in other words among the best."""

from typing import NamedTuple

import pytest
import yaml
from django.conf import settings

from .operation import Wiki

FIRST, AMONG_THE_BEST = 1, 3
REACH = {"name": FIRST, "paraphrase": AMONG_THE_BEST, "englisch": AMONG_THE_BEST}


class Case(NamedTuple):
    """A question and the slugs of which one must stand among the first `reach`."""

    question: str
    accepted: frozenset[str]
    reach: int


def _cases() -> list[object]:
    systeme = yaml.safe_load((settings.BASE_DIR / "fixtures/fragen/systeme.yaml").read_text())
    return [
        pytest.param(
            Case(system[kind], frozenset(system["erwartet"]), reach), id=f"{system['id']}-{kind}"
        )
        for system in systeme
        for kind, reach in REACH.items()
    ]


@pytest.mark.parametrize("case", _cases())
def test_system_is_found(wiki: Wiki, case: Case) -> None:
    found = wiki.ask(case.question)
    assert case.accepted & set(found[: case.reach]), (
        f"{case.question!r}: one of {sorted(case.accepted)} in the first {case.reach}, got {found}"
    )
