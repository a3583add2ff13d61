"""suche.messung.management.arguments: what cannot be is refused, before anything is measured."""

from argparse import ArgumentTypeError
from collections.abc import Callable
from pathlib import Path

import pytest

from suche.messung.management.arguments import file_to_write, page_number, seconds, share


@pytest.mark.parametrize(
    ("reads", "text"),
    [
        *((page_number, text) for text in ("0", "-5", "viele", "1.5")),
        *((share, text) for text in ("-0.1", "1.1", "nan", "viel")),
        *((seconds, text) for text in ("0", "nan", "inf", "lange")),
        (file_to_write, "/nirgends/zahlen.json"),
        (file_to_write, "/tmp"),
    ],
)
def test_what_cannot_be_is_refused(reads: Callable[[str], object], text: str) -> None:
    with pytest.raises(ArgumentTypeError, match=r"ist kein|liegt nicht|gibt es nicht|ist ein"):
        reads(text)


def test_what_can_be_is_read(tmp_path: Path) -> None:
    assert (page_number("1"), share("0,02"), seconds("20")) == (1, 0.02, 20)
    assert file_to_write(f"{tmp_path}/zahlen.json") == tmp_path / "zahlen.json"
