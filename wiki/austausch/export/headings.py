"""The headings of sections in a file."""

from wiki.austausch.draft.einschaetzung import heading_with_day
from wiki.sections import Section


def exported_heading(section: Section) -> str:
    """Returns the section's heading. In a file even the text at the beginning has one, because it
    comes after the fact box. An Einschätzung has its day in the heading."""
    return heading_with_day(section.stand) if section.stand else section.name
