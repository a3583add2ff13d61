"""Mailboxes, and which of them no mail can reach."""

RESERVED = (".example", ".invalid", ".test", "@localhost")  # RFC 2606: names that lead nowhere


def reachable(address: str) -> bool:
    """Whether a mail to this address, if there is one, can arrive."""
    return bool(address) and not address.lower().endswith(RESERVED)
