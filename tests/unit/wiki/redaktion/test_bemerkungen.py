"""Who is named with an @ in a remark."""

import pytest

from wiki.redaktion.bemerkungen.names import mentioned_in

NAMES = {1: ("rita", "Rita Muster"), 2: ("lea.k", "")}


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("@rita bitte ansehen", {1}),
        ("Frage an @Rita  MUSTER, und (@lea.k).", {1, 2}),
        ("@ritas Seite", set()),
        ("Mail an stelle@rita.de", set()),
        ("Rita Muster weiß das", set()),
    ],
)
def test_a_name_counts_behind_an_at(text: str, named: set[int]) -> None:
    assert mentioned_in(text, NAMES) == named
