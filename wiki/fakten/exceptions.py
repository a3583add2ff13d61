"""What can be wrong with the filters in an address."""

from wiki.exceptions import WikiError


class FilterUnknown(WikiError):
    """Einen der Filter gibt es nicht. Bitte wählen Sie neu aus."""
