"""German order of names. The database has no ICU, so names are sorted in Python."""

_UMLAUTS = str.maketrans("äöü", "aou")


def sort_key(name: str) -> str:
    """German dictionary order (DIN 5007-1): ä like a, ß like ss."""
    return name.casefold().translate(_UMLAUTS)


def initial(name: str) -> str:
    """The letter under which a name stands in a list from A to Z; `0–9` or `weitere` for others."""
    first = next((sign for sign in sort_key(name) if sign.isalnum()), "")
    if first.isdigit():
        return "0–9"
    return first.upper() if "a" <= first <= "z" else "weitere"
