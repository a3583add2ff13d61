"""What a sketch says that it does not have: "noch kein LoRaWAN". Pure. What a question does without
is read by `suche.understand.asked.exclusions`."""

import re

CLAUSE_END = re.compile(r"[,;:!?\n]|\.(?=\s|$)|\s[–-]\s")
# From the word that negates up to the name; a verb or a preposition between them ends its reach.
BEFORE = re.compile(
    r"\b(?:kein\w*|ohne|weder|statt|anstelle|nicht(?!\s+(?:nur|allein|bloß)\b))\b"
    r"(?:\s+(?!(?:mit|durch|per|über|dank|sondern|aber|jedoch|wir|nutz\w+|verwend\w+|hab\w+|hat|"
    r"setz\w+|betreib\w+)\b)\S+){0,6}\s*$",
    re.IGNORECASE,
)
AFTER = re.compile(
    r"\bnicht(?:\s+(?:vorhanden|verfügbar|im einsatz|eingeführt|mehr|genutzt|eingesetzt|da|ein))?"
    r"(?:\s+(?:ist|sind|wird|werden|haben))?\s*$|^\W*(?:fehlt|fehlen)\b|"
    r"\bkeine?\w?\s+(?:vorhanden|verfügbar)\b",
    re.IGNORECASE,
)


def affirms(text: str, pattern: re.Pattern[str]) -> bool:
    """Says whether one mention at least is not denied."""
    return any(not _denied(text, match) for match in pattern.finditer(text))


def _denied(text: str, match: re.Match[str]) -> bool:
    before = CLAUSE_END.split(text[max(0, match.start() - 200) : match.start()])[-1]
    after = CLAUSE_END.split(text[match.end() : match.end() + 200])[0]
    return bool(BEFORE.search(before) or AFTER.search(after))
