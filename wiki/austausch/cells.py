"""One row of a table -> `Entwurf`. Pure: Kommunen and Themen come in as matchers.

A required field whose column is missing altogether makes drafts for somebody to complete; an empty
cell in a column that is there is a mistake in the list.
"""

import re
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from .amounts import AmountInvalid, parse_amount
from .columns import BY_NAME, SECTIONS, SPALTEN
from .columns import fold as fold_heading
from .dates import DateInvalid, parse_date, parse_period, parse_year
from .matching import Fund, KommuneMatcher, ThemaMatcher
from .paragraphs import free_sections, to_html
from .schema import Abschnitt, Entwurf, Meldung, Nachnutzer, Quelle, Rohzeile

STATUS = {
    "idee": "idee konzept vision vorschlag idea",
    "planung": "planung geplant inplanung planned vorbereitung invorbereitung beantragt konzeption",
    "umsetzung": "umsetzung inumsetzung laufend laeuft inarbeit inbearbeitung pilot pilotbetrieb "
    "pilotphase testphase imaufbau gestartet aktiv inprogress inentwicklung",
    "betrieb": "betrieb imbetrieb umgesetzt produktiv live regelbetrieb imeinsatz eingefuehrt "
    "realisiert inbetrieb running online",
    "beendet": "beendet abgeschlossen fertig ausgelaufen done completed finished eingestellt",
    "abgebrochen": "abgebrochen gestoppt verworfen abgelehnt gescheitert cancelled canceled",
}
STATUS_WORDS = {word: status for status, words in STATUS.items() for word in words.split()}
NACHNUTZUNGSWEGE = {
    "efa": "efa einerfueralle efaeinerfueralle",
    "open_source": "opensource freiesoftware opencode",
    "kauf": "kauf dienstleister kaufoderdienstleister beschaffung miete",
    "verbund": "verbund verbundmehrererkommunen kooperation zweckverband ikz",
}
WEGE_WORDS = {word: weg for weg, words in NACHNUTZUNGSWEGE.items() for word in words.split()}
LENGTHS = {
    "titel": 255,
    "kurzfassung": 300,
    "kosten_einmalig_hinweis": 300,
    "kosten_laufend_hinweis": 300,
    "personalaufwand": 300,
    "foerderung": 400,
    "uebertragbarkeit": 600,
    "ozg_leistung": 200,
    "kontakt_stelle": 200,
    "kontakt_telefon": 40,
    "faktenlage": 300,
}
PLAIN = (
    "kurzfassung",
    "personalaufwand",
    "foerderung",
    "uebertragbarkeit",
    "ozg_leistung",
    "kontakt_stelle",
    "kontakt_telefon",
    "faktenlage",
)
MAIL = re.compile(r"[^@\s<>\"',;]+@[^@\s<>\"',;]+\.[^@\s<>\"',;.]{2,}")
URL = re.compile(r"https?://[^\s<>\"|]+", re.I)
SLUG = re.compile(r"[a-z0-9]+(?:[-_][a-z0-9]+)*")
THOUSANDS = re.compile(r"t€|teur|tsd|tausend|k€", re.I)
MILLIONS = re.compile(r"mio|millionen", re.I)


@dataclass(frozen=True)
class Spaltenplan:
    """How the columns of a file are read: per column a field name or ""."""

    ueberschriften: tuple[str, ...]
    felder: tuple[str, ...]

    def heading_of(self, name: str) -> str:
        return self.ueberschriften[self.felder.index(name)] if name in self.felder else ""


@dataclass
class Row:
    """A row on its way to an Entwurf: cells by field, and what was found to be wrong."""

    nummer: int
    plan: Spaltenplan
    cells: Mapping[str, Any]
    fehler: list[Meldung] = field(default_factory=list)
    hinweise: list[Meldung] = field(default_factory=list)
    felder: dict[str, Any] = field(default_factory=dict)

    def text(self, name: str) -> str:
        return as_text(self.cells.get(name, ""))

    def wrong(self, name: str, message: str) -> None:
        self.fehler.append(Meldung(self.nummer, self._column(name), message))

    def note(self, name: str, message: str) -> None:
        self.hinweise.append(Meldung(self.nummer, self._column(name), message))

    def _column(self, name: str) -> str:
        return self.plan.heading_of(name) or BY_NAME[name].label


@dataclass(frozen=True)
class Kenntnis:
    """What the reading of rows must know of the wiki. `accept_fuzzy`: proposals are taken;
    `bestaetigt`: names somebody has said the Kommune of; `unbekannt` counts the others."""

    kommunen: KommuneMatcher
    themen: ThemaMatcher
    accept_fuzzy: bool = False
    bestaetigt: Mapping[str, int] = field(default_factory=dict)
    unbekannt: Counter[str] = field(default_factory=Counter)


def read_row(raw: Rohzeile, plan: Spaltenplan, kenntnis: Kenntnis) -> Entwurf:
    """The row as a page should become; everything wrong with it, not only the first thing."""
    cells = {name: cell for name, cell in zip(plan.felder, raw.zellen, strict=True) if name}
    row = Row(raw.nummer, plan, cells, list(raw.fehler), list(raw.hinweise))
    _check_required(row)
    for name in PLAIN:
        _read_plain(row, name)
    for name in ("kosten_einmalig", "kosten_laufend"):
        _read_amount(row, name)
    _read_times(row)
    _read_status(row)
    _read_mail(row)
    _read_lists(row)
    kommunen = _read_kommunen(row, kenntnis)
    themen = _read_themen(row, kenntnis)
    nachnutzungen = _read_nachnutzungen(row, kenntnis)
    _check_lengths(row)
    return Entwurf(
        zeile=row.nummer,
        titel=" ".join(row.text("titel").split()),
        slug=_read_slug(row),
        felder=row.felder,
        kommunen=kommunen,
        themen=themen,
        produkte=tuple(_entries(row.text("produkte"), ",")) or None,
        quellen=_read_quellen(row),
        nachnutzungen=nachnutzungen,
        abschnitte=_read_sections(row),
        fehler=tuple(row.fehler),
        hinweise=tuple(row.hinweise),
    )


def as_text(cell: Any) -> str:
    """A cell as people would write it: whole numbers without `.0`, dates as ISO."""
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "ja" if cell else "nein"
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    if isinstance(cell, datetime):
        return cell.date().isoformat()
    if isinstance(cell, date):
        return cell.isoformat()
    return str(cell).replace("\r\n", "\n").replace("\r", "\n").strip()


def _check_required(row: Row) -> None:
    for spalte in SPALTEN:
        if spalte.pflicht and spalte.name in row.plan.felder and not row.text(spalte.name):
            row.wrong(spalte.name, "Die Zelle ist leer; die Angabe wird gebraucht.")


def _read_plain(row: Row, name: str) -> None:
    if text := row.text(name):
        row.felder[name] = text


def _read_amount(row: Row, name: str) -> None:
    """The number, and into the remark field what a number cannot say."""
    remark = f"{name}_hinweis"
    said = row.text(remark)
    try:
        betrag = parse_amount(_scaled(row, name))
    except AmountInvalid as error:
        row.wrong(name, str(error))
        return
    if betrag.euro is not None:
        row.felder[name] = betrag.euro
    if betrag.anmerkung and betrag.anmerkung not in said:
        said = f"{betrag.anmerkung}; {said}" if said else betrag.anmerkung
    if not betrag.exakt:
        row.note(
            name,
            f"„{betrag.anmerkung}“ ist kein genauer Betrag in ganzen Euro und steht nun "
            "in der Anmerkung dazu.",
        )
    if said:
        row.felder[remark] = said


def _scaled(row: Row, name: str) -> Any:
    """A bare number below a heading like "Kosten in T€" counts thousands."""
    cell = row.cells.get(name, "")
    heading = row.plan.heading_of(name)
    bare = isinstance(cell, (int, float)) or re.fullmatch(r"\d+(?:[.,]\d+)?", str(cell).strip())
    if isinstance(cell, bool) or not bare:
        return cell
    for pattern, unit in ((MILLIONS, "Mio. €"), (THOUSANDS, "T€")):
        if pattern.search(heading):
            text = f"{as_text(cell).replace('.', ',')} {unit}"
            row.note(name, f"Laut Überschrift in {unit} gelesen: {text}.")
            return text
    return cell


def _read_times(row: Row) -> None:
    for name in ("status_jahr", "laufzeit_von", "laufzeit_bis"):
        _keep(row, name, parse_year)
    for name in ("geprueft_am", "gueltig_bis"):
        _keep(row, name, parse_date)
    if row.text("laufzeit"):
        try:
            von, bis = parse_period(row.cells["laufzeit"])
        except DateInvalid as error:
            row.wrong("laufzeit", str(error))
        else:
            row.felder |= {"laufzeit_von": von, "laufzeit_bis": bis}
    von, bis = row.felder.get("laufzeit_von"), row.felder.get("laufzeit_bis")
    if von and bis and von > bis:
        where = "laufzeit_bis" if row.text("laufzeit_bis") else "laufzeit"
        row.wrong(where, f"Das Ende ({bis}) liegt vor dem Beginn ({von}).")


def _keep(row: Row, name: str, parse: Callable[[Any], Any]) -> None:
    if not row.text(name):
        return
    try:
        row.felder[name] = parse(row.cells[name])
    except DateInvalid as error:
        row.wrong(name, str(error))


def _read_status(row: Row) -> None:
    text = row.text("status")
    if not text:
        return
    status = STATUS_WORDS.get(fold_heading(text).replace(" ", ""))
    if status:
        row.felder["status"] = status
    else:
        known = "Idee, in Planung, in Umsetzung, im Betrieb, beendet, abgebrochen"
        row.wrong("status", f"„{text}“ ist kein Status. Möglich sind: {known}.")


def _read_mail(row: Row) -> None:
    text = row.text("kontakt_postfach").removeprefix("mailto:")
    if not text:
        return
    if len(text) <= 254 and MAIL.fullmatch(text):
        row.felder["kontakt_postfach"] = text
    else:
        row.wrong("kontakt_postfach", f"„{text}“ ist keine E-Mail-Adresse.")


def _read_lists(row: Row) -> None:
    for name in ("partner", "zielgruppen"):
        if entries := _entries(row.text(name)):
            row.felder[name] = "\n".join(entries)
    wege = []
    for text in _entries(row.text("nachnutzungswege"), ","):
        weg = WEGE_WORDS.get(fold_heading(text).replace(" ", ""))
        if weg:
            wege.append(weg)
        else:
            row.wrong(
                "nachnutzungswege",
                f"„{text}“ ist kein Weg zur Nachnutzung (EfA, Open Source, Kauf, Verbund).",
            )
    if wege:
        row.felder["nachnutzungswege"] = list(dict.fromkeys(wege))


def _entries(text: str, also: str = "") -> list[str]:
    """One a line; in a single line separated by semicolons (or `also`)."""
    parts = text.split("\n")
    if len(parts) == 1:
        parts = text.split(";")
    if len(parts) == 1 and also:
        parts = text.split(also)
    return [" ".join(part.split()) for part in parts if part.strip()]


def _read_kommunen(row: Row, kenntnis: Kenntnis) -> tuple[int, ...] | None:
    text = row.text("kommunen")
    if not text:
        return None
    found = [_kommune(row, "kommunen", part, kenntnis) for part in _places(text, kenntnis)]
    return tuple(dict.fromkeys(pk for pk in found if pk))


def _places(text: str, kenntnis: Kenntnis) -> list[str]:
    """The cell as a whole if that is a Kommune; else its parts."""
    whole = _entries(text)
    parts = []
    for entry in whole:
        smaller = re.split(r"\s*[,/+|]\s*|\s+und\s+", entry)
        if kenntnis.kommunen.find(entry).pk or len(smaller) == 1:
            parts.append(entry)
        else:
            certain = [part for part in smaller if kenntnis.kommunen.find(part).pk]
            parts += smaller if certain else [entry]
    return [part for part in parts if part]


def _kommune(row: Row, column: str, text: str, kenntnis: Kenntnis) -> int | None:
    if confirmed := kenntnis.bestaetigt.get(text):
        return confirmed
    fund = kenntnis.kommunen.find(text)
    if fund.pk:
        return fund.pk
    if fund.vorschlag_pk and kenntnis.accept_fuzzy:
        row.note(column, f"„{text}“ als „{fund.vorschlag}“ übernommen.")
        return fund.vorschlag_pk
    kenntnis.unbekannt[text] += 1
    row.wrong(column, fund.grund + _what_to_do(fund))
    return None


def _what_to_do(fund: Fund) -> str:
    if fund.vorschlag_pk:
        return " Bitte bestätigen oder in der Liste berichtigen."
    return " Bitte berichtigen oder die Kommune im Wiki anlegen."


def _read_themen(row: Row, kenntnis: Kenntnis) -> tuple[int, ...] | None:
    text = row.text("themen")
    if not text:
        return None
    found: list[int] = []
    whole = kenntnis.themen.find(text)
    parts = [text] if whole.pk else _entries(text, ",")
    for part in parts:
        fund = kenntnis.themen.find(part)
        if fund.pk is None and fund.vorschlag_pk and kenntnis.accept_fuzzy:
            row.note("themen", f"„{part}“ als „{fund.vorschlag}“ übernommen.")
            found.append(fund.vorschlag_pk)
        elif fund.pk is None:
            row.wrong("themen", fund.grund + _what_to_do(fund).replace("Kommune", "Angabe"))
        else:
            found.append(fund.pk)
            if fund.grund:
                row.note("themen", fund.grund)
    return tuple(dict.fromkeys(found))


def _read_nachnutzungen(row: Row, kenntnis: Kenntnis) -> tuple[Nachnutzer, ...] | None:
    """One a line: Kommune | year | remark."""
    entries = []
    text = row.text("nachnutzungen")
    for line in text.split("\n") if "|" in text else _entries(text):
        if not line.strip():
            continue
        name, year, remark = ([*(part.strip() for part in line.split("|", 2)), "", ""])[:3]
        kommune = _kommune(row, "nachnutzungen", name, kenntnis)
        try:
            jahr = parse_year(year)
        except DateInvalid as error:
            row.wrong("nachnutzungen", str(error))
            continue
        if kommune:
            entries.append(Nachnutzer(kommune, jahr, remark[:300]))
    return tuple(entries) or None


def _read_quellen(row: Row) -> tuple[Quelle, ...] | None:
    """One a line: designation | address; a bare address is named after its host."""
    found = []
    text = row.text("quellen")
    for line in _entries(text) if _each_has_address(text) else text.split("\n"):
        line = " ".join(line.split())
        name, _, address = (part.strip() for part in line.rpartition("|"))
        if not URL.fullmatch(address):
            match = URL.search(line)
            address = match[0] if match else ""
            name = _without(line, address)
            name = name or re.sub(r"^https?://(?:www\.)?", "", address).split("/")[0]
        if len(name) > 300 or len(address) > 600:
            row.wrong("quellen", "Bezeichnung (300 Zeichen) oder Adresse (600) ist zu lang.")
        elif name:
            found.append(Quelle(name, address))
    return tuple(found) or None


def _each_has_address(text: str) -> bool:
    """`https://a.de; https://b.de` are two sources, `Stadt X; Bericht` is one."""
    return all(URL.search(part) for part in text.split(";"))


def _without(line: str, address: str) -> str:
    if not address:
        return line
    return " ".join(line.replace(address, " ").split()).strip(" |,:–-")


def _read_sections(row: Row) -> tuple[Abschnitt, ...] | None:
    found = [
        Abschnitt(name, (("text", to_html(text)),)) for name in SECTIONS if (text := row.text(name))
    ]
    for heading, text in free_sections(row.text("frei")):
        found.append(Abschnitt("frei", (("text", to_html(text)),), heading[:120]))
    return tuple(found) or None


def _read_slug(row: Row) -> str:
    slug = row.text("slug").casefold()
    if slug and not (SLUG.fullmatch(slug) and len(slug) <= 255):
        row.note("slug", f"„{slug}“ ist als Kürzel nicht möglich und wird nicht übernommen.")
        return ""
    return slug


def _check_lengths(row: Row) -> None:
    values = {"titel": row.text("titel"), **row.felder}
    for name, length in LENGTHS.items():
        text = values.get(name, "")
        if isinstance(text, str) and len(text) > length:
            row.wrong(name, f"{len(text)} Zeichen, höchstens {length} sind möglich.")


def missing_columns(felder: Sequence[str]) -> list[str]:
    """Labels of required fields that no column gives."""
    return [s.label for s in SPALTEN if s.pflicht and s.name not in felder]
