"""Sentences of articles, to be quoted. The caller has decided that the visitor may read them."""

from collections.abc import Collection

from einbettung.models import Dokument
from einbettung.text.extraction import STECKBRIEF
from suche.german.analysis import normalise
from wiki.german.sentences import sentences


def sentences_of(page_ids: Collection[int]) -> dict[int, list[str]]:
    """Returns page id -> the sentences of its text in reading order, each once, without those of
    the fact box. One query."""
    rows = Dokument.objects.filter(pk__in=page_ids).values_list("pk", "abschnitte")
    return {
        pk: list(
            dict.fromkeys(
                sentence
                for part in abschnitte
                if part["name"] != STECKBRIEF
                for sentence in sentences(normalise(part["text"]))
            )
        )
        for pk, abschnitte in rows
    }
