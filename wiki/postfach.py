"""Mailboxes, and which of them nobody can write to."""

MADE_UP = (".example", ".invalid", ".test", "@localhost")  # addresses that lead nowhere


def is_made_up(address: str) -> bool:
    return address.lower().endswith(MADE_UP)


def reachable(address: str) -> bool:
    """Whether a mail to this address, if there is one, can arrive."""
    return bool(address) and not is_made_up(address)
