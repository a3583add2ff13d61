"""Import: amounts, dates, years and periods as people write them; formulas defused."""

from datetime import date, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wiki.austausch.export.formula_guard import defuse, undefuse
from wiki.austausch.read.rows.dates import DateInvalid, parse_date, parse_year
from wiki.austausch.read.rows.years import ReadYears, read_period, read_years
from wiki.german.amount_cells import (
    AMOUNT_MAX_EUROS,
    AmountInvalid,
    ReadAmount,
    parse_amount,
)

EXACT = {
    "12.000": 12_000,
    "12 000 €": 12_000,
    "12’000": 12_000,
    "12.000,00 EUR": 12_000,
    "12000": 12_000,
    "12T€": 12_000,
    "12 T€": 12_000,
    "12 TEUR": 12_000,
    "12k": 12_000,
    "12,5 Tsd. Euro": 12_500,
    "1,2 Mio. €": 1_200_000,
    "1.2 Mio": 1_200_000,
    "2 Millionen Euro": 2_000_000,
    "€ 500": 500,
    "500,- €": 500,
    "0": 0,
    "1.234.567 €": 1_234_567,
    "€12,500.00": 12_500,
    "1,200,000.00": 1_200_000,
    "EUR 1,234,567": 1_234_567,
    "12'500.00": 12_500,
    12000.0: 12_000,
    750: 750,
}
KEPT_AS_TEXT = [
    "ca. 12 T€",
    "12.000-15.000 EUR",
    "12.000 – 15.000 €",
    "rund 5000 Euro",
    "bis zu 3 Mio. €",
    "> 100.000",
    "12,000",
    "1,234.567",
    "12,500.00.1",
    "auf Anfrage",
    "siehe Haushalt 2021",
    "12.000 € (Schätzung)",
    "1.2.3",
]


@pytest.mark.parametrize(("text", "euro"), EXACT.items(), ids=map(str, EXACT))
def test_exact_amounts_become_numbers(text: Any, euro: int) -> None:
    assert parse_amount(text) == ReadAmount(euro)


@pytest.mark.parametrize("text", KEPT_AS_TEXT)
def test_what_is_not_exact_is_kept_as_written(text: str) -> None:
    assert parse_amount(text) == ReadAmount(None, text, exakt=False)


@pytest.mark.parametrize("text", ["12.000 € brutto", "1.500 € pro Jahr", "12 T€ inkl. MwSt."])
def test_what_a_number_means_stays_beside_it(text: str) -> None:
    betrag = parse_amount(text)
    assert betrag.euro
    assert betrag.anmerkung == text


@pytest.mark.parametrize("text", ["kostenlos", "Kostenfrei", "gratis"])
def test_free_of_charge_is_zero_and_said(text: str) -> None:
    assert parse_amount(text) == ReadAmount(0, text)


@pytest.mark.parametrize(
    ("value", "euro", "remark"),
    [
        ("12,50 €", 13, "12,50 €"),
        ("12.345,67 €", 12_346, "12.345,67 €"),
        ("12345.67", 12_346, "12345.67"),
        (12345.67, 12_346, "12.345,67 €"),
        ("1.234.567,89", 1_234_568, "1.234.567,89"),
    ],
)
def test_cents_are_rounded_and_kept_beside_the_amount(value: Any, euro: int, remark: str) -> None:
    assert parse_amount(value) == ReadAmount(euro, remark)


@pytest.mark.parametrize(
    ("text", "euro"),
    [
        ("10000 EUR (einmalig)", 10_000),
        ("12.000 € zuzüglich MwSt", 12_000),
        ("45.000 € netto zzgl. MwSt.", 45_000),
    ],
)
def test_what_is_said_in_brackets_stays_beside_the_amount(text: str, euro: int) -> None:
    assert parse_amount(text) == ReadAmount(euro, text)


@pytest.mark.parametrize(
    ("text", "euro"), [("T€ 12", 12_000), ("TEUR 250", 250_000), ("0,5 Mio. €", 500_000)]
)
def test_a_unit_may_stand_before_the_number(text: str, euro: int) -> None:
    assert parse_amount(text) == ReadAmount(euro)


@pytest.mark.parametrize("value", ["2,5", "12.5", 2.5])
def test_a_number_that_is_hardly_in_euros_becomes_none(value: Any) -> None:
    assert parse_amount(value).euro is None


@pytest.mark.parametrize("text", ["kostenneutral", "Eigenmittel", "Haushaltsmittel", "offen"])
def test_words_for_money_are_kept(text: str) -> None:
    assert parse_amount(text) == ReadAmount(None, text, exakt=False)


@pytest.mark.parametrize(
    "text",
    ["", " ", "-", "k. A.", "–", "k.A", "n. b.", "entf.", "-,--", "NULL", "nan", "t.b.d.", "…"],
)
def test_no_amount_is_none(text: str) -> None:
    assert parse_amount(text) == ReadAmount(None)


@pytest.mark.parametrize(
    "value", ["-5", "- 12.000 €", "−3", -1, 3_000_000_000, "5 Mrd. €", True, date(2024, 1, 2)]
)
def test_impossible_amounts_are_refused(value: Any) -> None:
    with pytest.raises(AmountInvalid):
        parse_amount(value)


@pytest.mark.parametrize(
    "text", ["zwölftausend", "abc", "???", "12abc", "1O00", "12,,5", "12.5.2020", "2024-05-01"]
)
def test_nonsense_is_refused(text: str) -> None:
    with pytest.raises(AmountInvalid):
        parse_amount(text)


@pytest.mark.parametrize("value", [float("nan"), float("inf")])
def test_numbers_that_are_none_are_refused(value: float) -> None:
    with pytest.raises(AmountInvalid):
        parse_amount(value)


@given(st.integers(0, AMOUNT_MAX_EUROS))
def test_every_amount_in_german_notation_is_read_back(euro: int) -> None:
    assert parse_amount(f"{euro:,} €".replace(",", ".")) == ReadAmount(euro)


@given(st.text(alphabet="0123456789.,-–' €$TEURMiokcabisöx/()\u202f\n", max_size=40))
def test_no_text_breaks_the_reading_and_none_is_lost(text: str) -> None:
    try:
        betrag = parse_amount(text)
    except AmountInvalid:
        return
    assert betrag.exakt or betrag.anmerkung == " ".join(text.replace("\u202f", " ").split())


DAYS = {
    "31.12.2026": date(2026, 12, 31),
    "1.3.2024": date(2024, 3, 1),
    "1. 3. 2024": date(2024, 3, 1),
    "2024-03-01": date(2024, 3, 1),
    "2024-03-01T10:00": date(2024, 3, 1),
    "1. März 2024": date(2024, 3, 1),
    "Freitag, 1. März 2024": date(2024, 3, 1),
    "01.03.2024, 14:30 Uhr": date(2024, 3, 1),
    "2024/03/01": date(2024, 3, 1),
    "3 Sept. 2024": date(2024, 9, 3),
    "29.02.2024": date(2024, 2, 29),
    "01.03.24": date(2024, 3, 1),
    "1.3.98": date(1998, 3, 1),
    "45352": date(2024, 3, 1),
    45352.0: date(2024, 3, 1),
    datetime(2024, 3, 1, 12): date(2024, 3, 1),
    "": None,
}


@pytest.mark.parametrize(("value", "day"), DAYS.items(), ids=map(str, DAYS))
def test_dates(value: Any, day: date | None) -> None:
    assert parse_date(value) == day


@pytest.mark.parametrize(
    "value",
    ["31.02.2026", "29.02.2023", "32.1.2024", "1.13.2024", "2024-02-30", "31. April 2024"],
)
def test_days_that_do_not_exist_are_named(value: str) -> None:
    with pytest.raises(DateInvalid, match="gibt es nicht"):
        parse_date(value)


@pytest.mark.parametrize(
    "value",
    ["03/01/2024", "März 2024", "bald", 5.0, "1.1.0000x", "1.1.1850", "1.1.2999"],
)
def test_dates_that_could_be_several_are_refused(value: Any) -> None:
    with pytest.raises(DateInvalid):
        parse_date(value)


@pytest.mark.parametrize(
    ("value", "year"),
    [
        ("2019", 2019),
        (2019.0, 2019),
        ("03/2019", 2019),
        ("1.3.2019", 2019),
        ("", None),
        ("März 2019", 2019),
        ("Q3/2019", 2019),
        ("2. Halbjahr 2019", 2019),
        ("1. Mai 2019", 2019),
    ],
)
def test_years(value: Any, year: int | None) -> None:
    assert parse_year(value) == year


@pytest.mark.parametrize(
    "value", ["1890", "2101", "2099", "31.02.2019", "19", "ca. 2019", "2019.5", 2019.5]
)
def test_impossible_years_are_refused(value: Any) -> None:
    with pytest.raises(DateInvalid):
        parse_year(value)


@pytest.mark.parametrize(
    ("text", "period"),
    [
        ("2018–2021", (2018, 2021)),
        ("2018 bis 2021", (2018, 2021)),
        ("seit 2018", (2018, None)),
        ("2018 -", (2018, None)),
        ("bis 2021", (None, 2021)),
        ("2019", (2019, 2019)),
        ("03/2018 bis Mai 2021", (2018, 2021)),
        ("1.1.2018 - 31.12.2021", (2018, 2021)),
        ("2018/2021", (2018, 2021)),
    ],
)
def test_periods(text: str, period: tuple[int | None, int | None]) -> None:
    assert read_period(text) == ReadYears(*period)


@pytest.mark.parametrize(
    ("value", "von", "bis"),
    [
        ("2020/21", 2020, 2021),
        ("2022/2023", 2022, 2023),
        ("2019-2021", 2019, 2021),
        ("ca. 2020", 2020, 2020),
        ("seit 2018", 2018, 2018),
        ("ab August 2027", 2027, 2027),
        ("2020 ff.", 2020, 2020),
        ("2020 (Pilot)", 2020, 2020),
        ("geplant 2025", 2025, 2025),
        ("KW 12/2020", 2020, 2020),
        ("II. Quartal 2021", 2021, 2021),
        ("HJ 1/2020", 2020, 2020),
        ("43831", 2020, 2020),
        (44562.0, 2022, 2022),
        ("3/20", 2020, 2020),
        ("Q1/20", 2020, 2020),
        ("20200301", 2020, 2020),
        ("Do, 01.03.2018", 2018, 2018),
        ("01.03.2020 – 31.12.2022", 2020, 2022),
        ("Mai 20", 2020, 2020),
        ("laufend", None, None),
        ("noch offen", None, None),
        ("unbefristet", None, None),
    ],
)
def test_vague_years_are_read_with_a_note(value: Any, von: int | None, bis: int | None) -> None:
    years = read_years(value)
    assert (years.von, years.bis) == (von, bis)
    assert years.hinweis


@pytest.mark.parametrize("value", ["Q1 2021", "01.03.21", "2021", 2021.0, "März 2021"])
def test_plain_years_need_no_note(value: Any) -> None:
    assert read_years(value) == ReadYears(2021, 2021)


@pytest.mark.parametrize(
    ("value", "von", "bis"),
    [
        ("2020 bis laufend", 2020, None),
        ("2020 - offen", 2020, None),
        ("01/2020 - 12/2021", 2020, 2021),
        ("2020/21", 2020, 2021),
        ("ab 2023", 2023, None),
        ("03-2020", 2020, 2020),
        ("HH-Jahr 2021/22", 2021, 2022),
        ("Jan.-Dez. 2020", 2020, 2020),
        ("bis auf Weiteres", None, None),
        ("36 Monate ab 2021", 2021, None),
        ("von 2020 bis auf weiteres", 2020, None),
        ("2021 ff.", 2021, None),
        ("2021 (3 Jahre)", 2021, None),
    ],
)
def test_vague_periods(value: str, von: int | None, bis: int | None) -> None:
    years = read_period(value)
    assert (years.von, years.bis) == (von, bis)


VAGUE_YEARS = {
    "Frühling 24": (2024, 2024),
    "KW 12/25": (2025, 2025),
    "01.-03.2024": (2024, 2024),
    "2021-23": (2021, 2023),
    "2021/05": (2021, 2021),
    "2023.12": (2023, 2023),
    "2024ff.": (2024, None),
    "2019 bis dato": (2019, None),
    "Mehrbedarf 2024, Bedarf": (2024, 2024),
}


@pytest.mark.parametrize(("value", "years"), VAGUE_YEARS.items(), ids=VAGUE_YEARS)
def test_years_as_lists_of_measures_write_them(value: str, years: tuple[int, int | None]) -> None:
    found = read_period(value)
    assert (found.von, found.bis) == years


@pytest.mark.parametrize("value", ["bald", "19", "1890", "2099", "2019.5", "x" * 90 + " 2020"])
def test_what_is_no_year_is_refused(value: str) -> None:
    with pytest.raises(DateInvalid):
        read_years(value)


@pytest.mark.parametrize("text", ["=1+1", "+49 631", "-5", "@x", "\tx", "'=1", "''-x"])
def test_formulas_are_defused(text: str) -> None:
    assert defuse(text) == f"'{text}"


@pytest.mark.parametrize("text", ["", "Trier", "'s Heftl", "1-2", "a=b"])
def test_other_text_stays_as_it_is(text: str) -> None:
    assert defuse(text) == undefuse(text) == text


@given(st.text(alphabet="'=+-@\t\rab", max_size=8))
def test_defused_text_is_restored(text: str) -> None:
    assert undefuse(defuse(text)) == text
