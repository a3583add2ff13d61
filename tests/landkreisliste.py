"""A list of projects as a Landkreis makes it: title row, groups, everyday words, faulty mails."""

import csv
import random
from pathlib import Path
from typing import Any

from openpyxl import Workbook

SEED = 14
ROWS = 300
HEADINGS = [
    *("Nr.", "Projekt", "Beschreibung", "Kommune", "Themenfeld", "Stand"),
    *("Kosten", "Beginn", "Ende", "Zuständigkeit", "E-Mail"),
]
KNOWN = {
    "Kommune": ["Trier", "Stadt Trier", "Kaiserslautern", "VG Kusel"],
    "Themenfeld": ["Umwelt", "Kita & Schule"],
    "Stand": ["im Betrieb", "geplant 2026", "Produktivbetrieb", "in Umsetzung (50 %)"],
}
# Twenty words that the wiki of the tests does not know.
UNKNOWN = {
    "Kommune": ["Stadtwerke Trier", "Trierr", "Kaiserslauten", "Zweckverband Atlantis"],
    "Themenfeld": [
        *("Kita", "Schulen", "Kindergarten", "Bildung", "Kinderbetreuung"),
        *("Klimaschutz", "Naturschutz", "Umweltschutz", "Klima", "Ehrenamt"),
    ],
    "Stand": ["läuft", "laufend seit 2020", "offen", "erledigt", "Daueraufgabe", "zurückgestellt"],
}
COSTS = ["12.345,67 €", "ca. 12 T€", "kostenneutral", "10000 EUR (einmalig)", "", "0,5 Mio. €"]
BEGINS = ["seit 2018", "2020/21", "01.03.20", "ca. 2020", "Q1 2021", "43831", "2019"]
ENDS = ["laufend", "offen", "unbefristet", "31.12.2025", "2026", ""]
FAULTY_MAILS = ["Frau Müller", "siehe Aushang", "amt10@kreis", "intern", "0651-123", "n.n.@"] * 2


def landkreisliste() -> list[list[Any]]:
    """Returns the rows of the sheet: title, headings, and ROWS projects in four groups."""
    chance = random.Random(SEED)
    words = {
        name: [*UNKNOWN[name], *chance.choices(UNKNOWN[name] + KNOWN[name] * 4, k=ROWS)][:ROWS]
        for name in KNOWN
    }
    mails = [*FAULTY_MAILS, *["amt10@kreis.example"] * (ROWS - len(FAULTY_MAILS))]
    chance.shuffle(mails)
    rows: list[list[Any]] = [["Digitalprojekte im Landkreis"], HEADINGS]
    for number in range(ROWS):
        if number % 75 == 0:
            rows.append([f"Handlungsfeld {number // 75 + 1}: Größere Vorhaben"])
        rows.append(
            [
                *(number + 1, f"Vorhaben {number + 1}", f"Worum es bei {number + 1} geht."),
                *(words[name][number] for name in ("Kommune", "Themenfeld", "Stand")),
                *(chance.choice(cells) for cells in (COSTS, BEGINS, ENDS)),
                *("Amt 10", mails[number]),
            ]
        )
    return [*rows, ["Summe", "", "", "", "", "", "1.000.000 €"]]


def write_csv(path: Path) -> Path:
    """Writes the list as a spreadsheet on Windows does."""
    with path.open("w", newline="", encoding="cp1252") as file:
        writer = csv.writer(file, delimiter=";")
        for row in landkreisliste():
            writer.writerow([*row, *[""] * (len(HEADINGS) - len(row))])
    return path


def write_xlsx(path: Path) -> Path:
    book = Workbook()
    for row in landkreisliste():
        book.active.append(row)
    book.active.merge_cells("A1:K1")
    book.save(path)
    return path
