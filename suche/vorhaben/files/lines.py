"""Lines as programs write them -> lines that read alike whichever program it was. Pure."""

import re

PARTED = re.compile(
    r"(?<=[^\W\d_])(?:\u00ad+|[-\u2010](?=[ ]*\n[ ]*[a-zäöüß]))[ ]*\n[ ]*"
    r"(?!(?:und|oder|bzw)\b)"
)
HYPHEN = re.compile(r"(?<=[^\W\d_])[-\u2010\u2011][ ]*\n[ ]*(?=[A-ZÄÖÜ])")  # "Kita-\nAnmeldung"
LIST_MARK = re.compile(r"^(?:[-–—•▪◦●·*\uf0b7]|o(?= [A-ZÄÖÜ]))\s+")
HEADING_NUMBER = re.compile(
    r"^(?:\d{1,2}[.)]|\d{1,2}(?:\.\d{1,2})+[.)]?)\s+(?=[A-ZÄÖÜ])"
    r"(?!(?:Januar|Februar|März|April|Mai|Juni|Juli|August|September|Oktober|November|Dezember|"
    r"Quartal|Halbjahr)\b)"
)
HEADING = 60  # characters at most


def whole_words(text: str) -> str:
    """Words parted at the end of a line are whole again; "Haupt- und" keeps its hyphen."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    return HYPHEN.sub("-", PARTED.sub("", text))


def plain_line(line: str) -> str:
    """Returns the line without the mark of a list and the number of a heading, which Word keeps
    outside the text."""
    line = LIST_MARK.sub("", " ".join(line.split()))
    is_heading = len(line) <= HEADING and not line.endswith((".", "!", "?"))
    return HEADING_NUMBER.sub("", line) if is_heading else line
