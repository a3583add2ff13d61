"""Reads cells that choose from a fixed list: status, ways of reuse. Pure."""

from wiki.austausch.draft.headings import heading_key
from wiki.fakten.codes import Nachnutzungsweg, Status

from .row import Row, split_entries

WORDS_OF_STATUS = {
    Status.IDEE: "idee konzept vision vorschlag idea",
    Status.PLANUNG: "planung geplant inplanung planned vorbereitung invorbereitung beantragt "
    "konzeption",
    Status.UMSETZUNG: "umsetzung inumsetzung laufend laeuft inarbeit inbearbeitung pilot "
    "pilotbetrieb pilotphase testphase imaufbau gestartet aktiv inprogress inentwicklung",
    Status.BETRIEB: "betrieb imbetrieb umgesetzt produktiv live regelbetrieb imeinsatz eingefuehrt "
    "realisiert inbetrieb running online",
    Status.BEENDET: "beendet abgeschlossen fertig ausgelaufen done completed finished eingestellt",
    Status.ABGEBROCHEN: "abgebrochen gestoppt verworfen abgelehnt gescheitert cancelled canceled",
}
STATUS_OF_WORD = {
    word: str(status) for status, words in WORDS_OF_STATUS.items() for word in words.split()
}
WORDS_OF_WEGE = {
    Nachnutzungsweg.EFA: "efa einerfueralle efaeinerfueralle",
    Nachnutzungsweg.OPEN_SOURCE: "opensource freiesoftware opencode",
    Nachnutzungsweg.KAUF: "kauf dienstleister kaufoderdienstleister beschaffung miete",
    Nachnutzungsweg.VERBUND: "verbund verbundmehrererkommunen kooperation zweckverband ikz",
}
WEG_OF_WORD = {word: str(weg) for weg, words in WORDS_OF_WEGE.items() for word in words.split()}


def read_status(row: Row, name: str) -> None:
    text = row.answer(name)
    if not text:
        return
    found = STATUS_OF_WORD.get(heading_key(text).replace(" ", ""))
    if found:
        row.felder[name] = found
    else:
        known = ", ".join(status.label for status in Status)
        row.wrong(name, f"„{text}“ ist kein Status. Möglich sind: {known}.")


def read_wege(row: Row, name: str) -> None:
    wege = []
    for text in split_entries(row.answer(name), ","):
        weg = WEG_OF_WORD.get(heading_key(text).replace(" ", ""))
        if weg:
            wege.append(weg)
        else:
            row.wrong(
                name,
                f"„{text}“ ist kein Weg zur Nachnutzung (EfA, Open Source, Kauf, Verbund).",
            )
    if wege:
        row.felder[name] = list(dict.fromkeys(wege))
