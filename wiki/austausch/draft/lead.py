"""Makes a Kurzfassung of the first whole sentences of a text. Pure."""

from wiki.german.amount_cells import says_nothing
from wiki.german.sentences import sentences

LEAD_MAX_CHARS = 300  # characters


def lead_of(text: str) -> str:
    """Returns as many whole sentences as fit; none if even the first is too long, or if the text
    says nothing."""
    lead = ""
    for sentence in () if says_nothing(text) else sentences(text):
        longer = f"{lead} {sentence}".strip()
        if len(longer) > LEAD_MAX_CHARS:
            break
        lead = longer
    return lead
