"""Another list of a Landkreis, as a planner makes it: two rows of headings, one period in a cell,
persons and mailboxes in one cell, years as groups, amounts in thousands."""

import random
from pathlib import Path
from typing import Any

from openpyxl import Workbook

SEED = 41
ROWS = 300
GROUPS = [
    *("lfd. Nr.", "Maßnahme", "Inhalt", "Gemeinde / VG", "Schwerpunkt", "Sachstand"),
    *("Mittelbedarf", None, "Umsetzungszeitraum", "Ansprechperson", None, "Bemerkung"),
]
BELOW = [None, None, None, None, None, None, "einmalig", "jährlich", None, "Name", "Mail", None]
READ = [*filter(None, GROUPS[1:]), "jährlich", "Mail"]
KNOWN = {
    "Gemeinde": [
        "Trier",
        "Stadt Kaiserslautern",
        "Verbandsgemeinde Kusel",
        "Trier, Kaiserslautern",
    ],
    "Schwerpunkt": ["Umwelt", "Kita & Schule", "UMWELT"],
    "Sachstand": ["abgeschlossen", "in Planung", "Umsetzung läuft", "Pilotphase"],
}
# Twenty words that the wiki of the tests does not know.
UNKNOWN = {
    "Gemeinde": ["Kreisweit", "Kaiserslautern-West", "Trier?", "alle VGen", "Zweckverband Nord"],
    "Schwerpunkt": [
        *("Grün", "Energie", "Nachhaltigkeit", "Betreuung", "Jugend", "Schulträger"),
        *("Abwasser", "Digitale Bildung", "Bäume"),
    ],
    "Sachstand": ["rot", "gelb", "grün", "ruht", "in Abstimmung", "Beschluss liegt vor"],
}
ONCE = [
    "TEUR 12,5",
    "25 T€",
    "ca. 40.000,-",
    "0",
    "12.500,00 EUR",
    "aus Fördermitteln",
    None,
    18500,
]
YEARLY = ["1.200 €/a", "2,4 T€ p. a.", "-", None, 600]
PERIODS = [
    "2021-2024",
    "ab 2022",
    "III/2023",
    "01.01.2020 bis 31.12.2021",
    "fortlaufend",
    "2025 ff.",
]
FAULTY_MAILS = [
    *(
        "Tel. 0651 718-0",
        "schmidt@",
        "@kreis.example",
        "s. o. Organigramm",
        "Poststelle",
        "k.schmidt kreis",
    ),
    *(
        "http//kreis",
        "post(at)kreis",
        "Frau K. Schmidt",
        "a@b@c.de",
        "noch offen, Amt 4",
        "Zimmer 12",
    ),
]


def massnahmenliste() -> list[list[Any]]:
    """Returns the rows of the sheet: cover, two rows of headings, and ROWS projects by year."""
    chance = random.Random(SEED)
    words = {
        name: [*UNKNOWN[name], *chance.choices(UNKNOWN[name] + KNOWN[name] * 3, k=ROWS)][:ROWS]
        for name in KNOWN
    }
    mails = [*FAULTY_MAILS, *["digital@kreis.example"] * (ROWS - len(FAULTY_MAILS))]
    chance.shuffle(mails)
    rows: list[list[Any]] = [["Maßnahmenplan Digitaler Landkreis", *[None] * 10, "Stand: 10/2026"]]
    rows += [[], GROUPS, BELOW]
    for number in range(ROWS):
        if number % 100 == 0:
            rows.append([None, f"Maßnahmen {2024 + number // 100}"])
        rows.append(
            [
                *(f"{number // 100 + 1}.{number % 100 + 1}", f"Maßnahme Nr. {number + 1}"),
                f"Was {number + 1} bringt: weniger Wege.",
                *(words[name][number] for name in ("Gemeinde", "Schwerpunkt", "Sachstand")),
                *(chance.choice(cells) for cells in (ONCE, YEARLY, PERIODS)),
                *("Stabsstelle Digitales", mails[number], chance.choice([None, "läuft gut", "x"])),
            ]
        )
        if number % 100 == 99:
            rows.append([None, "Zwischensumme", *[None] * 4, 123_456])
    return rows


def write_massnahmen(path: Path) -> Path:
    book = Workbook()
    for row in massnahmenliste():
        book.active.append(row)
    for area in ("A1:K1", "G3:H3", "J3:K3", *(f"{c}3:{c}4" for c in "ABCDEFIL")):
        book.active.merge_cells(area)
    book.save(path)
    return path
