"""What a surface is: a way on which a visitor gets to see text, titles or counts of pages."""

from collections.abc import Callable

from .private_pages import Visitor, World

# Visits the surface; returns the kinds of private pages that are shown there.
Surface = Callable[[Visitor, World], set[str]]
