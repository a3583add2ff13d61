"""The one place that decides who may see what: pages, documents, and the links of a text to them.

Every surface asks here, at query time.
"""

from .documents import is_visible_document, visible_documents
from .for_everybody import ForEverybody
from .pages import (
    anonymous_request,
    chosen_once,
    each_once,
    ids_of,
    listed_ids,
    sources_of,
    visible_among,
    visible_ids,
    visible_to,
)
from .rich_text import without_hidden_links

__all__ = [
    "ForEverybody",
    "anonymous_request",
    "chosen_once",
    "each_once",
    "ids_of",
    "is_visible_document",
    "listed_ids",
    "sources_of",
    "visible_among",
    "visible_documents",
    "visible_ids",
    "visible_to",
    "without_hidden_links",
]
