"""What a page says against "passt gut": it has not done it yet, gave it up, says nothing of it but
that it is unknown, or says nothing of costs where they are asked for.

The models know nothing of this: "führte es nicht ein" is as near to the question as "führte es
ein". Fact boxes are no evidence of what somebody did.
"""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from django.db.models import Value
from django.db.models.functions import Coalesce, Concat

from einbettung.models import Dokument
from einbettung.text.extraction import STECKBRIEF
from suche.fakten.cost_sentences import names_a_price, tells_costs
from suche.german.analysis import WORD, readings_of, term_set
from suche.understand.asked.denials import ended_part, is_denied, tells_given_up
from suche.understand.asked.frageart import Frageart
from suche.understand.asked.given_up import asks_what_is_open, asks_who_gave_up
from suche.understand.asked.who import asks_who_did
from suche.understand.question import Question
from suche.understand.schema import Unit
from wiki.fakten.codes import Status
from wiki.german.sentences import sentences
from wiki.models import Projektseite
from wiki.platform.kept_rows import KeptRows

TEXTS_KEPT, SENTENCES_KEPT = 2_048, 16_384  # in memory: some 8 MB
PAGES_KEPT = 1_000  # whose sentences stay in memory, some 5 kB each
GIVEN_UP = {Status.BEENDET, Status.ABGEBROCHEN}
NOT_DONE = {Status.IDEE, Status.PLANUNG, Status.ABGEBROCHEN}


@dataclass(frozen=True)
class Statement:
    """What a page says: its sentences, the title first, its status (empty: it has none), and
    whether it gives costs as a fact."""

    sentences: tuple[str, ...]
    status: str = ""
    has_costs: bool = False

    @property
    def tells_costs(self) -> bool:
        return self.has_costs or any(map(names_a_price, self.sentences))


def contradicted(question: Question, page_ids: Collection[int]) -> frozenset[int]:
    """Returns the pages that do not answer the question as it is asked."""
    if not page_ids:
        return frozenset()
    statements = _statements.get(page_ids)
    return frozenset(pk for pk, said in statements.items() if contradicts(question, said))


def _read(page_ids: list[int]) -> dict[int, Statement]:
    rows = Dokument.objects.filter(pk__in=page_ids).values_list(
        "pk",
        "titel",
        "abschnitte",
        "page__projektseite__status",
        Coalesce("page__projektseite__kosten_einmalig", "page__projektseite__kosten_laufend"),
        Concat(
            "page__projektseite__kosten_einmalig_hinweis",
            Value(" "),
            "page__projektseite__kosten_laufend_hinweis",
        ),
    )
    return {
        pk: Statement(
            tuple(_sentences(titel, abschnitte)),
            status or "",
            costs is not None or tells_costs(hints),
        )
        for pk, titel, abschnitte, status, costs, hints in rows
    }


_statements = KeptRows(_read, PAGES_KEPT, Dokument, Projektseite)


def contradicts(question: Question, said: Statement) -> bool:
    """Returns whether a page says that it is no answer. Who asks for those who gave it up is
    answered by what says so."""
    if asks_who_gave_up(question.text):
        return said.status not in GIVEN_UP and not _tells_given_up(question, said.sentences)
    if said.status == Status.ABGEBROCHEN:
        return True
    if said.status in NOT_DONE and asks_who_did(question.text):
        return True
    if question.art == Frageart.KOSTEN and not said.tells_costs:
        return True
    return _says_it_in_denials_alone(_things(question), said.sentences)


def _tells_given_up(question: Question, sentences: Sequence[str]) -> bool:
    """Returns whether a page says that something was given up, or what is asked for was ended; to
    those who ask for what is open yet ("noch kein"), whether it says that."""
    tells = _denies if asks_what_is_open(question.text) else tells_given_up
    return any(map(tells, sentences)) or any(
        _holds([term_set(ended)], unit.readings)
        for ended in filter(None, map(ended_part, sentences))
        for unit in question.about
    )


def _things(question: Question) -> Sequence[Unit]:
    """Returns the nouns of a question, by their capitals; all its words where none has one.
    "Weitere Anbieter waren teurer" denies nothing of a paper that gets "immer teurer"."""
    nouns = {readings_of(word)[:1] for word in WORD.findall(question.text) if word[0].isupper()}
    return [unit for unit in question.units if unit.own[:1] in nouns] or question.units


def _says_it_in_denials_alone(units: Sequence[Unit], sentences: Sequence[str]) -> bool:
    """Returns whether a page holds a word of the question as it was typed, and says it of nothing
    but what it denies."""
    denied = [sentence for sentence in sentences if _denies(sentence)]
    if not denied:
        return False
    denials = [term_set(sentence) for sentence in denied]
    others = [term_set(sentence) for sentence in sentences if sentence not in denied]
    return any(
        _holds(denials, unit.own[:1]) and not _holds(others, unit.readings) for unit in units
    )


def _holds(sentences: Iterable[frozenset[str]], readings: Sequence[tuple[str, ...]]) -> bool:
    return any(terms.issuperset(reading) for terms in sentences for reading in readings)


def _sentences(titel: str, abschnitte: Iterable[dict[str, str]]) -> Iterator[str]:
    yield titel
    for part in abschnitte:
        if part["name"] != STECKBRIEF:
            yield from _sentences_in(part["text"])


@lru_cache(maxsize=TEXTS_KEPT)
def _sentences_in(text: str) -> tuple[str, ...]:
    return tuple(sentences(text))


_denies = lru_cache(maxsize=SENTENCES_KEPT)(is_denied)
