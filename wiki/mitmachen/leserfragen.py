"""Questions of readers become part of the article, with the answer, and are withdrawn again."""

import uuid
from datetime import date
from typing import Any

from wagtail.models import Page

from wiki.austausch.draft.paragraphs import to_html
from wiki.felder.felder import FRAGE
from wiki.models import Rueckmeldung
from wiki.models.projektseite import heute
from wiki.redaktion.live_change import change_live_page


def takes_questions(page: Page) -> bool:
    """Whether a page of this kind has sections."""
    return hasattr(page.specific_class, "sections")


def show_in_article(asked: Rueckmeldung, user: Any) -> bool:
    """Puts question and answer below the article, or in the place where they stand already; False
    when that waits with a change for approval."""
    return change_live_page(_model_of(asked), asked.seite_id, lambda page: _put(page, asked), user)


def take_out_of_article(asked: Rueckmeldung, user: Any) -> bool:
    """Takes question and answer away from the article; False when that waits for approval."""
    return change_live_page(_model_of(asked), asked.seite_id, lambda page: _drop(page, asked), user)


def _model_of(asked: Rueckmeldung) -> Any:
    return asked.seite.specific_class


def _put(page: Any, asked: Rueckmeldung) -> None:
    place = _place(page, asked)
    day = page.inhalt[place].value["stand"] if place is not None else heute()
    block = (FRAGE, _value(asked, day), _block_id(asked))
    if place is None:
        page.inhalt.append(block)
    else:
        page.inhalt[place] = block


def _drop(page: Any, asked: Rueckmeldung) -> None:
    place = _place(page, asked)
    if place is not None:
        del page.inhalt[place]


def _place(page: Any, asked: Rueckmeldung) -> int | None:
    wanted = _block_id(asked)
    return next((n for n, child in enumerate(page.inhalt) if child.id == wanted), None)


def _value(asked: Rueckmeldung, day: date) -> dict[str, Any]:
    return {"frage": asked.frage, "stand": day, "inhalt": [("text", to_html(asked.antwort))]}


def _block_id(asked: Rueckmeldung) -> str:
    """Returns the id of the block with this question. It is always the same, so that the block is
    found in every version of the page."""
    return str(uuid.uuid5(uuid.NAMESPACE_OID, asked.marke))
