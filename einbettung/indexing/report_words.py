"""A report of the index in German words: for editors (Berichte > Indexabgleiche) and on the command
line. Word indexes are compared by `suche`, which names its kinds as they stand here."""

from collections.abc import Mapping

from einbettung.models import Indexbericht

from .audit import Befundart

# As they stand behind a number.
WORDS_OF_BEFUND: dict[str, str] = dict(Befundart.choices) | {
    "wortindex": "im Wortindex dieses Rechners anders",
    "analyse": "im Wortindex dieses Rechners von einer älteren Wortzerlegung",
}
CLEANED = {
    "aenderungen": "überholte Einträge des Änderungsprotokolls gelöscht",
    "auftraege": "erledigte Aufträge gelöscht",
    "wiederholt": "gescheiterte Aufträge von Wagtail erneut eingereiht",
}


def in_words(numbers: Mapping[str, int], words: Mapping[str, str]) -> str:
    """Says counts by kind in German: {"fehlt": 3} -> "3 fehlt im Index"; {} -> ""."""
    return ", ".join(f"{number} {words.get(kind, kind)}" for kind, number in numbers.items())


def duration(seconds: float) -> str:
    """Says seconds in German: 0.4 -> "0,4 s", 200 -> "3 min 20 s", 7500 -> "2 h 5 min"."""
    if seconds < 10:
        return f"{seconds:.1f} s".replace(".", ",")
    whole = round(seconds)
    if whole < 60:
        return f"{whole} s"
    minutes, rest = divmod(whole, 60)
    if minutes < 60:
        return f"{minutes} min {rest} s" if rest else f"{minutes} min"
    hours, minutes = divmod(minutes, 60)
    return f"{hours} h {minutes} min" if minutes else f"{hours} h"


def outcome(bericht: Indexbericht) -> str:
    """Says in a few German words what came out: "alles in Ordnung", "2 Abweichungen, behoben"."""
    if not bericht.beendet:
        return "läuft noch oder abgebrochen"
    failed = f", {len(bericht.fehler)} Fehler" if bericht.fehler else ""
    if bericht.art == Indexbericht.Art.FULL:
        return f"{bericht.repariert} Seiten neu eingebettet{failed}"
    if not bericht.abweichungen:
        return f"alles in Ordnung{failed}"
    number = bericht.abweichungen
    found = "1 Abweichung" if number == 1 else f"{number} Abweichungen"
    done = "" if bericht.art == Indexbericht.Art.AUDIT else ", behoben"
    return f"{found}{failed or done}"
