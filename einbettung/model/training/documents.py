"""The wiki's own pages as training data: weak questions, made of titles and sentences."""

from collections.abc import Iterable, Iterator
from itertools import pairwise

from einbettung.schema import Document
from einbettung.text.extraction import STECKBRIEF
from wiki.german.sentences import sentences

from .groups import GradedQuestion, Group

SECTION_MIN_CHARS = (
    40  # characters: a shorter section says too little to be found by its neighbours
)


def groups_of(documents: Iterable[Document]) -> list[Group]:
    """A group for each page with at least two sections of some length.

    The title asks for every section, and the first sentence of a section asks for the section
    after it: both belong to the page, and share few words. Fact boxes answer nothing.
    """
    return [group for document in documents for group in _group(document)]


def _group(document: Document) -> Iterator[Group]:
    sections = [
        section.text
        for section in document.sections
        if section.name != STECKBRIEF and len(section.text) >= SECTION_MIN_CHARS
    ]
    if len(sections) < 2:
        return
    name = f"seite-{document.page_id}"
    passages = {f"{name}-{number}": text for number, text in enumerate(sections)}
    keys = list(passages)
    questions = [GradedQuestion(document.title, "titel", dict.fromkeys(keys[:2], 3))]
    for key, after in pairwise(keys):
        first = next(sentences(passages[key]))
        questions.append(GradedQuestion(first, "nachbar", {key: 2, after: 3}))
    yield Group(name, passages, tuple(questions))
