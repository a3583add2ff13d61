"""From which share on a case counts as usable."""

import pytest

from wiki.redaktion.form.guete import Guete


@pytest.mark.parametrize(
    ("prozent", "stufe"),
    [
        (0, "noch lückenhaft"),
        (59, "noch lückenhaft"),
        (60, "brauchbar"),
        (84, "brauchbar"),
        (85, "gut nachnutzbar"),
        (100, "gut nachnutzbar"),
    ],
)
def test_a_case_reaches_its_level_at_the_bound_itself(prozent: int, stufe: str) -> None:
    assert Guete(prozent, [], True).stufe == stufe
