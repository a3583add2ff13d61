"""Reads cells that choose from a fixed list: status, ways of reuse. Pure."""

from wiki.austausch.draft.headings import heading_key
from wiki.fakten.codes import Nachnutzungsweg, Status

from .context import RowContext
from .row import Row, split_entries
from .status_words import ReadStatus, parse_status

WORDS_OF_WEGE = {
    Nachnutzungsweg.EFA: "efa einerfueralle efaeinerfueralle efaleistung efadienst",
    Nachnutzungsweg.OPEN_SOURCE: "opensource freiesoftware opencode oss opensourcesoftware "
    "quelloffen gitlab github",
    Nachnutzungsweg.KAUF: "kauf dienstleister kaufoderdienstleister beschaffung miete lizenz saas "
    "kauflizenz",
    Nachnutzungsweg.VERBUND: "verbund verbundmehrererkommunen kooperation zweckverband ikz "
    "interkommunal interkommunalezusammenarbeit interkommunalekooperation",
}
WEG_OF_WORD = {word: str(weg) for weg, words in WORDS_OF_WEGE.items() for word in words.split()}
PART_OF_WEG = (
    ("open source", Nachnutzungsweg.OPEN_SOURCE),
    ("efa", Nachnutzungsweg.EFA),
    ("verbund", Nachnutzungsweg.VERBUND),
    ("kooperation", Nachnutzungsweg.VERBUND),
    ("kauf", Nachnutzungsweg.KAUF),
    ("lizenz", Nachnutzungsweg.KAUF),
)


def read_status(row: Row, context: RowContext) -> None:
    text = row.answer("status")
    if not text:
        return
    found = parse_status(text)
    if found.unbekannt:
        row.gap("status", f"„{text}“: kein Status eingetragen.")
    elif found.status:
        _take_status(row, found.status, text, found.merken)
    elif context.decide(row, "status", found.wort, _take_code):
        return
    elif found.vorschlag and context.accept_fuzzy:
        _take_status(row, found.vorschlag, text, True)
    else:
        _ask_status(row, context, found)


def _take_status(row: Row, status: Status, text: str, said: bool) -> None:
    row.felder["status"] = str(status)
    if said:
        row.note("status", f"„{text}“ als „{status.label}“ gelesen.")


def _take_code(row: Row, code: int | str) -> None:
    row.felder["status"] = str(code)


def _ask_status(row: Row, context: RowContext, found: ReadStatus) -> None:
    likely = [str(found.vorschlag)] if found.vorschlag else []
    context.fragen.ask("status", found.wort, likely, bool(likely))
    meant = f" Gemeint sein könnte „{found.vorschlag.label}“." if found.vorschlag else ""
    row.gap("status", f"„{found.wort}“ ist kein Status.{meant} Bitte zuordnen.")


def read_wege(row: Row, context: RowContext) -> None:
    wege: list[str] = []
    for text in split_entries(row.answer("nachnutzungswege"), ","):
        weg = WEG_OF_WORD.get(heading_key(text).replace(" ", ""))
        if weg:
            wege.append(weg)
        elif not context.decide(
            row, "nachnutzungswege", text, lambda _, code: wege.append(str(code))
        ):
            _read_unknown_weg(row, context, text, wege)
    if wege:
        row.felder["nachnutzungswege"] = list(dict.fromkeys(wege))


def _read_unknown_weg(row: Row, context: RowContext, text: str, wege: list[str]) -> None:
    folded = heading_key(text)
    likely = [str(weg) for part, weg in PART_OF_WEG if part in folded]
    if likely and context.accept_fuzzy:
        wege.append(likely[0])
        row.note("nachnutzungswege", f"„{text}“ als „{Nachnutzungsweg(likely[0]).label}“ gelesen.")
        return
    context.fragen.ask("nachnutzungswege", text, likely[:1], bool(likely))
    row.gap("nachnutzungswege", f"„{text}“ ist kein Weg zur Nachnutzung. Bitte zuordnen.")
