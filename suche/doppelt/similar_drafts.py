"""What somebody is writing -> cases that tell of the same. Nothing is stored, nothing indexed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from django.http import HttpRequest
from rapidfuzz import fuzz, process
from wagtail.models import Page

from suche.answer.answer import ask
from suche.exceptions import QuestionInvalid
from suche.rank.levels import WEAK
from suche.understand.question import QUESTION_MAX_CHARS, parse_question
from suche.understand.schema import Unit
from wiki.german.letters import bare_words
from wiki.models import Kommune, Projektseite
from wiki.platform.table_cache import LAGS_FROM, TableCache
from wiki.redaktion.papierkorb.bin import without_bin
from wiki.redaktion.rollen.rechte import editable_pages
from wiki.visibility import each_once, ids_of, visible_to

DRAFT_MIN_CHARS = 15  # characters; a word alone is similar to everything
CASES_SHOWN = 5
TITLE_MIN_CHARS = 5  # characters
SAME_TITLE_PERCENT = 90  # of the letters, in whatever order the words stand
AUSGANGSLAGE_MAX_CHARS = (
    600  # characters of the Ausgangslage: what it is about is said in the first sentences
)


@dataclass(frozen=True)
class Vorhanden:
    """A case that exists, how near it is, and who did it. `entwurf`: nobody but its authors and
    the Redaktion can read it."""

    seite: Projektseite
    stufe: str
    kommunen: Sequence[Kommune]
    entwurf: bool = False

    @property
    def titel(self) -> str:
        return (self.seite.draft_title if self.entwurf else "") or self.seite.title


def draft_text(titel: str, kurzfassung: str, ausgangslage: str = "") -> str:
    """Returns the text that the search is asked with: the beginning of a draft says most."""
    parts = [titel.strip(), kurzfassung.strip(), ausgangslage.strip()[:AUSGANGSLAGE_MAX_CHARS]]
    return ". ".join(filter(None, parts))[:QUESTION_MAX_CHARS]


def similar_cases(
    titel: str,
    kurzfassung: str,
    ausgangslage: str,
    request: HttpRequest,
    without: int | None = None,
) -> list[Vorhanden]:
    """Returns the best CASES_SHOWN cases that this user may see: those of the same title, drafts
    among them, then those that title and Kurzfassung find, then those of the whole text. So what
    was found stays while the text grows. `without` is the page that is being written."""
    head = draft_text(titel, kurzfassung)
    whole = draft_text(titel, kurzfassung, ausgangslage)
    found = _of_same_title(titel, request)
    found += _found_by(titel, head, request)
    if len(found) < CASES_SHOWN and whole != head:
        found += _found_by(titel, whole, request)
    first: dict[int, Vorhanden] = {}
    for fall in found:
        if fall.seite.pk != without:
            first.setdefault(fall.seite.pk, fall)
    return list(first.values())[:CASES_SHOWN]


def _found_by(titel: str, text: str, request: HttpRequest) -> list[Vorhanden]:
    """Asks the search; empty when the text says too little."""
    if len(text) < DRAFT_MIN_CHARS:
        return []
    try:
        question = replace(parse_question(text), units=_units_of(titel))
    except QuestionInvalid:
        return []
    return [
        Vorhanden(treffer.seite, treffer.stufe, treffer.kommunen)
        for treffer in ask(question, request)[0 : 2 * CASES_SHOWN]
        if treffer.stufe != WEAK and isinstance(treffer.seite, Projektseite)
    ]


def _of_same_title(titel: str, request: HttpRequest) -> list[Vorhanden]:
    """Finds pages that are called the same, however it is written: those that anybody may read by
    their title, those that this user may edit by that of their draft."""
    wanted = _key(titel)
    if len(wanted) < TITLE_MIN_CHARS:
        return []
    pages = without_bin(each_once(Projektseite.objects.all()))
    own = pages.filter(live=False, pk__in=editable_pages(request.user).order_by().values("pk"))
    drafts = {pk: _key(text) for pk, text in own.order_by("pk").values_list("pk", "draft_title")}
    alike = _alike(wanted, _live_titles.get())
    seen = set(ids_of(visible_to(pages.filter(pk__in=alike), request))) if alike else set()
    found = [(pk, score, False) for pk, score in alike.items() if pk in seen]
    found += [(pk, score, True) for pk, score in _alike(wanted, drafts).items()]
    found = sorted(found, key=lambda entry: -entry[1])[:CASES_SHOWN]
    by_id = Projektseite.objects.prefetch_related("kommunen").in_bulk([pk for pk, *_ in found])
    return [
        Vorhanden(by_id[pk], "gleicher Titel", list(by_id[pk].kommunen.all()), entwurf)
        for pk, _, entwurf in found
    ]


def _alike(wanted: str, titles: Mapping[int, str]) -> dict[int, float]:
    """Returns page id -> likeness of its title in percent, the most alike first."""
    best = process.extract(
        wanted, titles, scorer=fuzz.token_sort_ratio, score_cutoff=SAME_TITLE_PERCENT, limit=None
    )
    return {pk: score for _, score, pk in best}


def _read_titles() -> dict[int, str]:
    live = each_once(Projektseite.objects.live()).order_by("pk")
    return {pk: _key(titel) for pk, titel in live.values_list("pk", "title")}


# Of all published projects, whoever may read them; of many as they were a moment ago.
_live_titles = TableCache(
    _read_titles, Page, Projektseite, lags=lambda titles: len(titles) > LAGS_FROM
)


def _key(titel: str) -> str:
    return " ".join(bare_words(titel))


def _units_of(titel: str) -> tuple[Unit, ...]:
    """Returns the words of the title to look up. The rest of the text is only compared by meaning:
    a hundred words took the word index 0.7 s at 10,000 pages."""
    try:
        return parse_question(titel).units
    except QuestionInvalid:
        return ()
