"""Makes a Kurzfassung of the first whole sentences of a text. Pure."""

from wiki.german.sentences import sentences

LEAD_MAX_CHARS = 300  # characters


def lead_of(text: str) -> str:
    """Returns as many whole sentences as fit; none if even the first is too long."""
    lead = ""
    for sentence in sentences(text):
        longer = f"{lead} {sentence}".strip()
        if len(longer) > LEAD_MAX_CHARS:
            break
        lead = longer
    return lead
