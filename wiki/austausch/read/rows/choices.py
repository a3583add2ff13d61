"""Cells that say one of a few things: status, ways of reuse. Pure."""

from wiki.austausch.draft.columns import fold

from .row import Row, entries_of

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


def read_status(row: Row) -> None:
    text = row.answer("status")
    if not text:
        return
    status = STATUS_WORDS.get(fold(text).replace(" ", ""))
    if status:
        row.felder["status"] = status
    else:
        known = "Idee, in Planung, in Umsetzung, im Betrieb, beendet, abgebrochen"
        row.wrong("status", f"„{text}“ ist kein Status. Möglich sind: {known}.")


def read_nachnutzungswege(row: Row) -> None:
    wege = []
    for text in entries_of(row.answer("nachnutzungswege"), ","):
        weg = WEGE_WORDS.get(fold(text).replace(" ", ""))
        if weg:
            wege.append(weg)
        else:
            row.wrong(
                "nachnutzungswege",
                f"„{text}“ ist kein Weg zur Nachnutzung (EfA, Open Source, Kauf, Verbund).",
            )
    if wege:
        row.felder["nachnutzungswege"] = list(dict.fromkeys(wege))
