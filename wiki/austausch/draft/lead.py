"""The first whole sentences of a text, for a Kurzfassung. Pure."""

import re

LEAD = 300  # characters
SENTENCE_END = re.compile(r"(?<=[.!?])\s+(?=[A-ZÄÖÜ„\"(])")


def lead_of(text: str) -> str:
    """Empty if even the first sentence is too long."""
    lead = ""
    for sentence in SENTENCE_END.split(text):
        longer = f"{lead} {sentence}".strip()
        if len(longer) > LEAD:
            break
        lead = longer
    return lead
