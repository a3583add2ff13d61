"""How names and words are written for comparing them: no umlauts, no accents, no capitals. Pure."""

import re
import unicodedata

SPELT_OUT = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss"})
BARE_WORD = re.compile(r"[^\W_]+")  # letters and digits, without anything that joins them
ACCENT = re.compile(r"[\u0300-\u036f]")


def spelt_out(text: str) -> str:
    """`Saarbrücken`, `SAARBRUECKEN` -> `saarbruecken`; `Évian` -> `evian`."""
    folded = unicodedata.normalize("NFC", text).casefold().translate(SPELT_OUT)
    return folded if folded.isascii() else ACCENT.sub("", unicodedata.normalize("NFKD", folded))


def bare_words(text: str) -> list[str]:
    """`Sankt Goarshausen` -> `["sankt", "goarshausen"]`; `&` is read as `und`."""
    return BARE_WORD.findall(spelt_out(text.replace("&", " und ")))
