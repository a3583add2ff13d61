"""What a section is headed in a file."""

from wiki.austausch.draft.einschaetzung import heading_of
from wiki.sections import Section


def exported_heading(section: Section) -> str:
    """In a file the text has one, too: it comes after the fact box. An Einschätzung says of which
    day it is."""
    return heading_of(section.stand) if section.stand else section.name
