"""`Bericht`: what an import found and did. Pure; bounded, however large the file is."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from wiki.austausch.draft.schema import Duplikat, ImportedPage, Meldung

PLURALS = {"Zeile": "Zeilen", "Seite": "Seiten", "Datei": "Dateien"}
PRINTED_PER_KIND = 200  # of a kind on a terminal
KINDS = (
    ("fehler", "Fehler: Diese Zeilen kommen nicht hinein"),
    ("luecken", "Lücken: Diese Angaben kommen nicht hinein"),
    ("duplikate", "Doppelt"),
    ("hinweise", "Hinweise"),
)
LISTED_PER_KIND = 2_000  # messages of a kind; beyond it they are counted only


@dataclass
class Bericht:
    """What an import found and did. `zeilen` counts the rows that were looked at; `fehler` are
    messages about rows that do not get in, `luecken` about cells that do not."""

    zeilen: int = 0
    neu: int = 0
    geaendert: int = 0
    unveraendert: int = 0
    fehler: list[Meldung] = field(default_factory=list)
    luecken: list[Meldung] = field(default_factory=list)
    hinweise: list[Meldung] = field(default_factory=list)
    duplikate: list[Duplikat] = field(default_factory=list)
    weggelassen: Counter[str] = field(default_factory=Counter)
    zeilen_mit_fehlern: int = 0
    zeilen_mit_luecken: int = 0
    trockenlauf: bool = False
    ausgefuehrt: bool = False
    weiteres: dict[str, Any] = field(default_factory=dict)

    def take_messages(self, imported: ImportedPage) -> None:
        self.add("fehler", imported.fehler)
        self.add("luecken", imported.luecken)
        self.zeilen_mit_luecken += bool(imported.luecken and not imported.fehler)
        self.add("hinweise", imported.hinweise)

    def add(self, kind: str, messages: Iterable[Any]) -> None:
        """Adds messages of a kind: fehler, luecken, hinweise or duplikate. Beyond a limit they are
        only counted."""
        listed = getattr(self, kind)
        for message in messages:
            if len(listed) < LISTED_PER_KIND:
                listed.append(message)
            else:
                self.weggelassen[kind] += 1

    def add_note(self, text: str) -> None:
        self.add("hinweise", [Meldung(0, "", text)])

    def add_problem(self, where: str, text: str) -> None:
        """Adds an error about an entry that has a name (`where`) instead of a number."""
        self.add("fehler", [Meldung(0, where[:120], text)])
        self.zeilen_mit_fehlern += 1

    def count_written(self, is_new: bool) -> None:
        if is_new:
            self.neu += 1
        else:
            self.geaendert += 1

    @classmethod
    def from_json(cls, content: Mapping[str, Any]) -> "Bericht":
        """Reads a stored report, for a run that goes on. What writing counts again is left out."""
        report = cls(
            zeilen=content.get("zeilen", 0),
            unveraendert=content.get("unveraendert", 0),
            zeilen_mit_fehlern=content.get("zeilen_mit_fehlern", 0),
            zeilen_mit_luecken=content.get("zeilen_mit_luecken", 0),
        )
        report.fehler = [Meldung(**entry) for entry in content.get("fehler", [])]
        report.luecken = [Meldung(**entry) for entry in content.get("luecken", [])]
        report.hinweise = [Meldung(**entry) for entry in content.get("hinweise", [])]
        report.duplikate = [Duplikat(**entry) for entry in content.get("duplikate", [])]
        report.weggelassen = Counter(content.get("weggelassen", {}))
        return report

    def as_json(self) -> dict[str, Any]:
        return {
            "zeilen": self.zeilen,
            "neu": self.neu,
            "geaendert": self.geaendert,
            "unveraendert": self.unveraendert,
            "fehler": [meldung.as_json() for meldung in self.fehler],
            "luecken": [meldung.as_json() for meldung in self.luecken],
            "hinweise": [meldung.as_json() for meldung in self.hinweise],
            "duplikate": [duplikat.as_json() for duplikat in self.duplikate],
            "zeilen_mit_fehlern": self.zeilen_mit_fehlern,
            "zeilen_mit_luecken": self.zeilen_mit_luecken,
            "weggelassen": dict(self.weggelassen),
            "trockenlauf": self.trockenlauf,
            "ausgefuehrt": self.ausgefuehrt,
            **self.weiteres,
        }


def report_text(report: Mapping[str, Any], unit: str = "Zeile") -> str:
    """The report for a terminal: counts first, then everything that wants a look."""
    head = "Probelauf, nichts geschrieben" if report["trockenlauf"] else "Importiert"
    if not report["trockenlauf"] and not report["ausgefuehrt"]:
        head = "NICHTS IMPORTIERT"
    if "lauf" in report and report["ausgefuehrt"]:
        head += f" (Import {report['lauf']})"
    lines = [
        f"{head}: {report['zeilen']} {PLURALS.get(unit, unit)} gelesen, {report['neu']} neu, "
        f"{report['geaendert']} geändert, {report['unveraendert']} unverändert, "
        f"{faults_of(report, unit)}"
    ]
    for kind, title in KINDS:
        if report[kind]:
            lines.append(f"\n{title}")
            lines += [f"  {_line(entry, unit)}" for entry in report[kind][:PRINTED_PER_KIND]]
        if more := len(report[kind][PRINTED_PER_KIND:]):
            lines.append(f"  … und {more} weitere (mit --json)")
        if counted := report["weggelassen"].get(kind, 0):
            lines.append(f"  … und {counted} mehr, die nur gezählt sind")
    lines += [_asked_line(entry) for entry in report.get("werte", []) if not entry["ziel"]]
    return "\n".join(lines)


def _asked_line(entry: Mapping[str, Any]) -> str:
    meant = ""
    if entry.get("vorgeschlagen") and entry["kandidaten"]:
        meant = f" - gemeint: {entry['kandidaten'][0][1]}?"
    return f"  Nicht erkannt ({entry['feld']}): {entry['wort']} ({entry['anzahl']}-mal){meant}"


def faults_of(report: Mapping[str, Any], unit: str) -> str:
    """Says how many errors there are, and in how many rows: `20 Fehler in 18 Zeilen`. Errors of the
    file as a whole belong to no row."""
    count = len(report["fehler"]) + report.get("weggelassen", {}).get("fehler", 0)
    rows = report.get("zeilen_mit_fehlern", 0)  # reports of before did not count them
    if not rows:
        return f"{count} Fehler"
    return f"{count} Fehler in {rows} {unit if rows == 1 else PLURALS.get(unit, unit)}"


def _line(entry: Mapping[str, Any], unit: str) -> str:
    where = f"{unit} {entry['zeile']}" if entry["zeile"] else "Datei"
    if "titel" in entry:
        return f"{where} „{entry['titel']}“: {entry['wie']}"
    column = f", {entry['spalte']}" if entry["spalte"] else ""
    return f"{where}{column}: {entry['meldung']}"
