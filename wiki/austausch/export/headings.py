"""The headings of sections in a file."""

from wiki.austausch.draft.einschaetzung import heading_with_day
from wiki.austausch.draft.frage import question_heading
from wiki.sections import Section


def exported_heading(section: Section) -> str:
    """Returns the section's heading. In a file even the text at the beginning has one, because it
    comes after the fact box. An Einschätzung and an answer have their day in the heading."""
    if not section.stand:
        return section.name
    if section.is_frage:
        return question_heading(section.name, section.stand)
    return heading_with_day(section.stand)
