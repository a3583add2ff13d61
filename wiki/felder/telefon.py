"""Telephone numbers as articles give them, and what a telephone is told to dial."""

import re

WRITTEN = re.compile(r"\+?[\d\s()/.–-]+")
DIGITS = range(3, 16)  # from 115 to the longest that ITU-T E.164 allows; two numbers have more


def dialled(number: str) -> str:
    """Returns the address that dials the number (RFC 3966); empty where words or a second number
    stand beside it. The (0) within +49 (0) 631 is not dialled."""
    said = number.strip()
    if not WRITTEN.fullmatch(said):
        return ""
    abroad = "+" if said.startswith("+") else ""
    digits = re.sub(r"\D", "", said.replace("(0)", "") if abroad else said)
    return f"tel:{abroad}{digits}" if len(digits) in DIGITS else ""
