"""wiki.german.cost_parts: what costs once and what costs each year, told apart."""

import pytest

from wiki.german.cost_parts import cost_parts, exact_euros, split_costs


@pytest.mark.parametrize(
    ("said", "once", "yearly"),
    [
        ("12.000 €, dazu 1.500 € im Jahr", "12.000 €", "1.500 € im Jahr"),
        ("12.000, dazu 1.500 im Jahr", "12.000", "1.500 im Jahr"),
        ("einmalig 12.000 € und 1.500 € jährlich", "einmalig 12.000 €", "1.500 € jährlich"),
        ("1.500 € p. a.; Anschaffung 12 T€", "Anschaffung 12 T€", "1.500 € p. a."),
        (
            "Software 12.000 €, Wartung und Pflege 1.500 € im Jahr",
            *("Software 12.000 €", "Wartung und Pflege 1.500 € im Jahr"),
        ),
        (
            "zwischen 10.000 und 15.000 €, dazu 500 € im Jahr",
            *("zwischen 10.000 und 15.000 €", "500 € im Jahr"),
        ),
        ("8.000 € für Hard- und Software", "8.000 € für Hard- und Software", ""),
        ("Im Jahr 2024 waren es 8.000 €", "Im Jahr 2024 waren es 8.000 €", ""),
        ("3.000 € für den Betriebshof", "3.000 € für den Betriebshof", ""),
        ("Das weiß der Bauhof", "Das weiß der Bauhof", ""),
        ("", "", ""),
    ],
)
def test_each_amount_goes_where_it_belongs(said: str, once: str, yearly: str) -> None:
    assert split_costs(said) == (once, yearly)


@pytest.mark.parametrize(
    ("said", "euros"),
    [("einmalig 12.000 €", 12_000), ("Laufend: 500 €", 500), ("ca. 900 €", None), ("Hans", None)],
)
def test_an_amount_is_exact_or_none(said: str, euros: int | None) -> None:
    assert exact_euros(said) == euros


def test_a_wide_gap_is_one_gap() -> None:
    """From each of its blanks on the next "und" was looked for once: squares of time."""
    assert cost_parts(f"9 €{' ' * 100_000}und 3 €") == ["9 €", "3 €"]
    assert split_costs(f"9 €{' ' * 100_000}3 € im Jahr")[1].endswith("3 € im Jahr")
