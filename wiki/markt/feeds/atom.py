"""Atom with what Django's own writer leaves out, the content of an entry, and without signs that
XML does not know: one in a title would end the whole feed with an error."""

from typing import Any

from django.utils.feedgenerator import Atom1Feed
from django.utils.xmlutils import SimplerXMLGenerator

from wiki.schriftstueck.schema import printable


class ContentFeed(Atom1Feed):
    """An item's `content` is HTML, written beside its summary."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*_plain(args), **_plain(kwargs))

    def add_item(self, *args: Any, **kwargs: Any) -> None:
        super().add_item(*_plain(args), **_plain(kwargs))

    def add_item_elements(self, handler: SimplerXMLGenerator, item: dict[str, Any]) -> None:
        super().add_item_elements(handler, item)
        if item.get("content"):
            handler.addQuickElement("content", item["content"], {"type": "html"})


def _plain(said: Any) -> Any:
    """Texts, also those in lists, as XML can hold them."""
    if isinstance(said, dict):
        return {name: _plain(value) for name, value in said.items()}
    if isinstance(said, list | tuple):
        return [_plain(one) for one in said]
    return printable(said) if isinstance(said, str) else said
