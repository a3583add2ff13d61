"""wiki.german.amounts: which amounts of money a text says."""

from decimal import Decimal

import pytest

from wiki.german.amounts import amounts_in, names_an_amount


@pytest.mark.parametrize(
    ("text", "euros"),
    [
        ("Das kostete 12.345,67 €.", "12345.67"),
        ("rund 30.000 Euro im Jahr", "30000"),
        ("12 T€", "12000"),
        ("etwa 40 TEUR", "40000"),
        ("1,2 Mio. EUR", "1200000"),
        ("1.5 Millionen Euro", "1500000"),
        ("EUR 12.000", "12000"),
        ("€ 1,2 Mio. aus Fördermitteln", "1200000"),
        ("12.000,- €", "12000"),
        ("10 000 Euro", "10000"),
        ("10\u202f000\u00a0€", "10000"),
        ("eine Million Euro", "1000000"),
        ("Eine halbe Million Euro", "500000"),
        ("anderthalb Millionen Euro", "1500000"),
        ("fünfzigtausend Euro", "50000"),
        ("zweihundert Euro", "200"),
        ("mehrere tausend Euro", "1000"),
        ("50 Cent je Karte", "0.5"),
        ("Im Jahr 2024 100 Euro", "100"),
    ],
)
def test_an_amount_is_read(text: str, euros: str) -> None:
    assert list(amounts_in(text)) == [Decimal(euros)]
    assert names_an_amount(text)


def test_several_amounts_are_read_in_order() -> None:
    text = "Anschaffung 15.000 Euro, Betrieb 2.400 € im Jahr"
    assert list(amounts_in(text)) == [15000, 2400]


@pytest.mark.parametrize(
    "text",
    [
        "30.000 Einwohner",
        "ein europaweites Netz",
        "12 Teilnehmende",
        "Die Euro 2024 kam",
        "eine Million Klicks",
        "Ein-Euro-Kräfte",
        "v3.200 Euro5-Norm",
    ],
)
def test_what_is_no_amount_is_left(text: str) -> None:
    assert not names_an_amount(text)
