"""What `tests.mutants` breaks is there to be broken; running it takes minutes."""

import pytest

from tests.mutants import MUTANTS, ROOT, Mutant


@pytest.mark.parametrize("mutant", MUTANTS, ids=lambda mutant: mutant.before.strip())
def test_the_place_is_there_once(mutant: Mutant) -> None:
    assert (ROOT / mutant.file).read_text(encoding="utf-8").count(mutant.before) == 1


@pytest.mark.parametrize("mutant", MUTANTS, ids=lambda mutant: mutant.before.strip())
def test_its_tests_are_there(mutant: Mutant) -> None:
    assert [test for test in mutant.tests.split() if not (ROOT / test).exists()] == []
