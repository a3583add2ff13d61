"""Mailboxes, and which of them no mail can reach; what a mail may be called."""

RESERVED = (".example", ".invalid", ".test", "@localhost")  # RFC 2606: names that lead nowhere


def reachable(address: str) -> bool:
    """Whether a mail to this address, if there is one, can arrive."""
    return bool(address) and not address.lower().endswith(RESERVED)


def one_line(text: object) -> str:
    """Returns a title as the subject of a mail. With a line break in it the mail would not be sent
    at all."""
    return " ".join(str(text).split())
