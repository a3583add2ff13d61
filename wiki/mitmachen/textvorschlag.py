"""A better text, proposed by a reader for one text of an article: what may be proposed for, what
differs, and how it becomes a draft."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from bs4 import BeautifulSoup
from django.db import transaction
from wagtail.models import Page

from wiki.austausch.draft.paragraphs import split_paragraphs, to_html, to_text
from wiki.exceptions import WikiError
from wiki.felder.felder import FLIESSTEXT
from wiki.models import Rueckmeldung
from wiki.redaktion.live_change import held_page
from wiki.sections import content_of, heading_of

from .leserfragen import takes_questions


class TextChanged(WikiError):
    """Der Text wurde inzwischen geändert oder entfernt. Bitte übernehmen Sie den Vorschlag von
    Hand."""


@dataclass(frozen=True)
class Textstelle:
    """One text of an article: the id of its block, the heading it stands under, its words."""

    baustein: str
    ueberschrift: str
    text: str


def texts_of(page: Page) -> list[Textstelle]:
    """Returns the texts of an article that readers may propose to improve, in their order. Other
    kinds of pages have none; an Einschätzung is the Redaktion's own."""
    article = page.specific
    if not takes_questions(page):
        return []
    return [
        Textstelle(block.id, heading_of(child), to_text(str(block.value.source)))
        for child, _, block in _text_blocks(article.inhalt)
        if child.block_type != "einschaetzung"
    ]


def text_of(page: Page, baustein: str) -> Textstelle | None:
    return next((text for text in texts_of(page) if text.baustein == baustein), None)


def take_over(proposed: Rueckmeldung, user: Any) -> None:
    """Makes a draft of the page with the proposed text in it. Raises TextChanged when the text that
    it improves has changed or is gone."""
    with transaction.atomic():
        page = held_page(type(proposed.seite.specific).objects.all(), proposed.seite_id)
        draft = page.get_latest_revision_as_object()
        for _, content, block in _text_blocks(draft.inhalt):
            html = str(block.value.source)
            if block.id == proposed.baustein and to_text(html) == to_text(
                to_html(proposed.vorlage)
            ):
                content[list(content).index(block)] = (
                    FLIESSTEXT,
                    merged(html, proposed.vorschlag),
                    block.id,
                )
                draft.save_revision(user=user, clean=False, log_action=True)
                return
    raise TextChanged


def merged(html: str, text: str) -> str:
    """Returns the proposed `text` as HTML. Paragraphs that stand in the former `html` with the same
    words keep their markup and links."""
    before = {to_text(str(part)): str(part) for part in BeautifulSoup(html, "html.parser").contents}
    return "".join(before.get(part) or to_html(part) for part in split_paragraphs(text))


def _text_blocks(inhalt: Any) -> Iterator[tuple[Any, Any, Any]]:
    """(section, its content, text block) of each text that says something."""
    for child in inhalt:
        content = content_of(child)
        for block in content:
            if block.block_type == FLIESSTEXT and to_text(str(block.value.source)):
                yield child, content, block
