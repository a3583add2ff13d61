"""What the words for a status mean in lists: surely, with a note, or only probably. Pure.

`abgeschlossen` is taken with a note, since the service may run on; `offen` is asked about, since it
may mean an idea as well as a plan.
"""

import re
from dataclasses import dataclass

from rapidfuzz import fuzz, process

from wiki.austausch.draft.headings import heading_key
from wiki.fakten.codes import Status

SURE = {
    Status.IDEE: "idee vision vorschlag idea ideenphase projektidee ideensammlung",
    Status.PLANUNG: "planung geplant inplanung planned vorbereitung invorbereitung beantragt "
    "konzeption inkonzeption planungsphase vorplanung konzeptionsphase konzeptionierung "
    "konzeptionell konzepterstellung konzeptentwicklung planungbegonnen vorbereitungsphase "
    "gepl inpl",
    Status.UMSETZUNG: "umsetzung inumsetzung inderumsetzung umsetzungsphase inarbeit inbearbeitung "
    "bearbeitung pilot pilotbetrieb pilotphase pilotierung pilotprojekt inpilotierung testphase "
    "testbetrieb imtestbetrieb intest imtest indertestphase erprobung inerprobung imaufbau aufbau "
    "aufbauphase gestartet begonnen angelaufen inprogress inentwicklung entwicklung "
    "entwicklungsphase einfuehrung ineinfuehrung einfuehrungsphase rollout imrollout "
    "inrealisierung realisierung realisierungsphase imbau inbau wirdumgesetzt inumsetzungbegriffen "
    "inarb inbearb iu inums umsetzunglaeuft umsetzungbegonnen",
    Status.BETRIEB: "betrieb imbetrieb umgesetzt produktiv live regelbetrieb imregelbetrieb "
    "imeinsatz einsatz eingefuehrt realisiert inbetrieb running online produktivbetrieb "
    "improduktivbetrieb livebetrieb imlivebetrieb wirkbetrieb imwirkbetrieb echtbetrieb "
    "imechtbetrieb innutzung inbenutzung dauerbetrieb imdauerbetrieb routinebetrieb "
    "freigeschaltet golive inbetriebgenommen verstetigt operativ imbetriebbefindlich",
    Status.BEENDET: "beendet ausgelaufen ausserbetrieb abgeschaltet",
    Status.ABGEBROCHEN: "abgebrochen gestoppt verworfen abgelehnt gescheitert cancelled canceled "
    "eingestellt entfaellt entfallen aufgegeben gestrichen storniert zurueckgezogen "
    "nichtweiterverfolgt wirdnichtweiterverfolgt wirdnichtumgesetzt nichtrealisiert abgesagt",
}
NOTED = {
    Status.PLANUNG: "konzept konzeptphase inkonzeptphase inderkonzeptphase beschlossen bewilligt "
    "antraggestellt foerderantraggestellt ausschreibung inausschreibung ausgeschrieben vorgesehen "
    "nichtbegonnen nochnichtbegonnen nichtgestartet nochnichtgestartet vergabe invergabe",
    Status.UMSETZUNG: "prototyp prototypphase mvp teilweiseumgesetzt teilumgesetzt "
    "teilweiserealisiert beauftragt vergeben",
    Status.BETRIEB: "inweiterentwicklung weiterentwicklung wirdweiterentwickelt",
    Status.BEENDET: "abgeschlossen fertig fertiggestellt done completed finished "
    "projektabgeschlossen umsetzungabgeschlossen abgeschl abg",
}
PROBABLE = {
    Status.PLANUNG: "offen nochoffen ausstehend neu todo zurueckgestellt verschoben vertagt "
    "ruht ruhend ruhendgestellt pausiert onhold inpruefung pruefung inabstimmung "
    "abstimmung unterbrochen wartend angedacht angestrebt",
    Status.UMSETZUNG: "laufend laeuft aktiv active ongoing verzoegert verzoegertverfehlt inverzug "
    "laufendes imgange inzeit imzeitplan",
    Status.BETRIEB: "daueraufgabe fortlaufend kontinuierlich dauerhaft permanent staendig "
    "wiederkehrend",
    Status.BEENDET: "erledigt erfuellt zielerreicht",
    Status.ABGEBROCHEN: "nichtumgesetzt verfehlt",
}
UNKNOWN = frozenset("unbekannt unklar keinstatus ohnestatus nichtbekannt".split())
NEGATIONS = frozenset("nicht kein keine ohne".split())
DETAIL = re.compile(
    r"\([^)]*\)|\[[^\]]*\]|\b\d{1,3} ?(?:%|prozent\b)|"
    r"\b(?:seit|ab|bis|voraussichtlich|vsl\.?|für|fuer|in|im|zum|am|ca\.?|ende|anfang|mitte|"
    r"frühjahr|sommer|herbst|winter|q[1-4])?\s*(?:\d{1,2}[./] ?)*(?<!\d)(?:19|20)\d\d(?!\d)|"
    r"^\d+[.)] ",
    re.I,
)
PERCENT = re.compile(r"(\d{1,3}) ?(?:%|prozent)", re.I)
SIMILAR_MIN_PERCENT = 86  # of letters


def _by_word(words: dict[Status, str]) -> dict[str, Status]:
    return {word: status for status, text in words.items() for word in text.split()}


SURE_WORDS, NOTED_WORDS, PROBABLE_WORDS = map(_by_word, (SURE, NOTED, PROBABLE))
ALL_WORDS = PROBABLE_WORDS | NOTED_WORDS | SURE_WORDS


@dataclass(frozen=True)
class ReadStatus:
    """`status` is set if it is sure enough to be taken, then `merken` says whether a note should
    tell how. Otherwise `vorschlag` may be meant. `wort` is the text without years and shares:
    `laufend seit 2020` -> `laufend`."""

    wort: str
    status: Status | None = None
    merken: bool = False
    vorschlag: Status | None = None
    unbekannt: bool = False


def parse_status(text: str) -> ReadStatus:
    wort = " ".join(DETAIL.sub(" ", text).split()).strip(" ,;:.-–/") or text
    key = _key(wort)
    detailed = wort != text
    if key in UNKNOWN:
        return ReadStatus(wort, unbekannt=True)
    if found := SURE_WORDS.get(key) or SURE_WORDS.get(_key(text)):
        return ReadStatus(wort, _so_far(found, text), detailed)
    if found := NOTED_WORDS.get(key):
        return ReadStatus(wort, _so_far(found, text), True)
    return ReadStatus(wort, vorschlag=_probable(text, wort))


def _so_far(found: Status, text: str) -> Status:
    """What is done to a share is being done: `75 % umgesetzt`."""
    share = PERCENT.search(text)
    is_part = share is not None and 0 < int(share[1]) < 100
    return Status.UMSETZUNG if is_part and found in (Status.BETRIEB, Status.BEENDET) else found


def _key(text: str) -> str:
    return heading_key(text).replace(" ", "")


def _probable(text: str, wort: str) -> Status | None:
    """Returns what a text may mean: by its word, by its share (`50 %`), by a word that it contains,
    or by a similar one."""
    key = _key(wort)
    if found := PROBABLE_WORDS.get(key):
        return found
    if (match := PERCENT.fullmatch(text.strip())) and int(match[1]) <= 100:
        share = int(match[1])
        return {0: Status.PLANUNG, 100: Status.BEENDET}.get(share, Status.UMSETZUNG)
    words = heading_key(wort).split()
    if NEGATIONS & set(words):
        return None
    for word in words:
        if len(word) > 3 and (found := ALL_WORDS.get(word)):
            return found
    similar = process.extractOne(
        key, list(ALL_WORDS), scorer=fuzz.ratio, score_cutoff=SIMILAR_MIN_PERCENT
    )
    return ALL_WORDS[similar[0]] if similar else None
