"""Finds the Themen that a list names, and proposes one for an unknown word. Pure.

A word is proposed the Thema whose name has it ("Kita" -> "Kita & Schule"), begins like it
("Schulen"), or has a word for the same ("Glasfaser" -> "Breitband & Netze").
"""

from collections.abc import Mapping

from rapidfuzz import fuzz, process

from wiki.austausch.draft.matching import PROPOSAL_MIN_PERCENT, Fund, match_key

THEMA_SURE_PERCENT = 92  # of letters; such a misspelt Thema is taken, and noted
STEM_MIN_CHARS = 4
STOPWORDS = frozenset("und der die das des in im fuer von mit digital digitale digitales".split())
# Words for the same: one of a line in a list, another in the name of a Thema.
SAME = tuple(
    frozenset(line.split())
    for line in (
        "breitband glasfaser internet netz netze mobilfunk wlan konnektivitaet funknetz",
        "mobilitaet verkehr verkehrswende oepnv parken parkraum nahverkehr radverkehr bus",
        "kita schule bildung kindergarten kinderbetreuung schulen lernen kitas",
        "verwaltung buergerservice buergerbuero ozg rathaus onlinedienste behoerde egovernment "
        "verwaltungsdigitalisierung dms eakte",
        "sensorik lorawan sensor sensoren iot messnetz smart",
        "bauen planen bauamt stadtplanung stadtentwicklung gis geodaten bauleitplanung bauantrag",
        "umwelt klima klimaschutz naturschutz nachhaltigkeit gruen",
        "energie strom waerme beleuchtung strassenbeleuchtung photovoltaik",
        "wasser abwasser hochwasser starkregen kanal",
        "abfall muell entsorgung wertstoffe recycling abfallwirtschaft",
        "gesundheit pflege senioren soziales medizin krankenhaus telemedizin jugend",
        "beteiligung buergerbeteiligung partizipation engagement ehrenamt dialog",
        "kultur freizeit tourismus museum sport bibliothek veranstaltungen",
        "wirtschaft handel innenstadt gewerbe einzelhandel standort arbeit coworking",
        "sicherheit katastrophenschutz feuerwehr brandschutz rettung bevoelkerungsschutz "
        "ordnung informationssicherheit",
        "daten opendata datenplattform zwilling plattform ki",
        "dorf laendlich landleben dorfleben nachbarschaft gemeinschaft",
    )
)


class ThemaMatcher:
    """Finds Themen by name. One that is slightly misspelt is taken (see THEMA_SURE_PERCENT)."""

    def __init__(self, themen: Mapping[int, str]) -> None:
        self._names = dict(themen)
        self._by_name = {match_key(name): pk for pk, name in themen.items()}
        self._words = {pk: words_of(name) for pk, name in themen.items()}

    def find(self, text: str) -> Fund:
        key = match_key(text)
        if pk := self._by_name.get(key):
            return Fund(pk=pk)
        found = process.extractOne(
            key, list(self._by_name), scorer=fuzz.ratio, score_cutoff=PROPOSAL_MIN_PERCENT
        )
        if found and found[1] >= THEMA_SURE_PERCENT:
            pk = self._by_name[found[0]]
            name = self._names[pk]
            return Fund(pk=pk, vorschlag=name, grund=f"„{text}“ als „{name}“ gelesen.")
        meant = self._by_name[found[0]] if found else self._by_words(text)
        if meant is None:
            return Fund(grund=f"„{text}“ ist im Wiki kein Thema.")
        name = self._names[meant]
        grund = f"„{text}“ ist im Wiki kein Thema; gemeint sein könnte „{name}“."
        return Fund(vorschlag=name, vorschlag_pk=meant, grund=grund)

    def label_of(self, pk: int) -> str:
        return self._names.get(pk, "")

    def _by_words(self, text: str) -> int | None:
        """Returns the Thema that has most in common with the words of the text; of several, the one
        with the shortest name."""
        asked = words_of(text)
        scores = {
            pk: max((_likeness(a, b) for a in asked for b in words), default=0)
            for pk, words in self._words.items()
        }
        best = max(scores.values(), default=0)
        if not best:
            return None
        return min(
            (pk for pk, score in scores.items() if score == best),
            key=lambda pk: len(self._names[pk]),
        )


def words_of(text: str) -> frozenset[str]:
    return frozenset(word for word in match_key(text).split() if word not in STOPWORDS)


def _likeness(a: str, b: str) -> int:
    """Returns how surely two words mean the same: 4 the same word, 3 one begins with the other, 2
    one ends with it, 1 they are in one line of SAME."""
    if a == b:
        return 4
    shorter, longer = sorted((a, b), key=len)
    if len(shorter) >= STEM_MIN_CHARS and longer.startswith(shorter.rstrip("en") or shorter):
        return 3
    if len(shorter) >= STEM_MIN_CHARS and longer.endswith(shorter):
        return 2
    return int(any(a in line and b in line for line in SAME))
