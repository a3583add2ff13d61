"""Where a question leads besides its hits: to the Thema, the Kommune or the Land that it names."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.utils.http import urlencode

from suche.fakten.wuensche import FILTER_OF, from_place, not_from, said_together
from suche.german.stopwords import is_frame_word
from suche.german.synonyms import are_alike, words_of
from suche.understand.question import Question
from suche.understand.recognition import Erkannt
from wiki.fakten.conditions import has_one_condition
from wiki.fakten.filters import LAND, THEMA, Filter
from wiki.models import Kommune, Projektseite, Thema
from wiki.platform.table_cache import TableCache
from wiki.seitenlinks import seiten_url
from wiki.texte import gettext as _
from wiki.texte import listed
from wiki.visibility import listed_ids

JOINTS = (" & ", " und ")


@dataclass(frozen=True)
class Wegweiser:
    """A page of the wiki that lists projects of one kind. `ist_alles`: the question asks for
    nothing else; then `projekte` are its answer: ids of all that the visitor may read. Without an
    `adresse` there is an answer, but no page. `nach_titel`: all are of one place, so titles tell
    them apart."""

    text: str
    adresse: str
    projekte: tuple[int, ...]
    ist_alles: bool
    gehoert: tuple[str, str]  # what one project, and what several of them do: "ist aus Trier"
    beschreibung: str = ""
    nach_titel: bool = False

    @property
    def anzahl(self) -> int:
        return len(self.projekte)


def signposts(
    question: Question, preferred: Sequence[Erkannt], request: HttpRequest
) -> list[Wegweiser]:
    """Returns the pages that the question leads to; those without projects are left out. Two
    queries for each page."""
    found = [
        *_to_themen(question, request),
        *_to_places(question, preferred, request),
        *_to_all_wished(question, preferred, request),
    ]
    return [one for one in found if one.projekte]


def _to_themen(question: Question, request: HttpRequest) -> Iterator[Wegweiser]:
    """A Thema may join several things ("KI & Chatbots"): one of them leads to it, too."""
    asked, about = _telling(question.text), _telling(question.subject)
    if not asked:
        return
    for thema in _themen.get():
        whole = are_alike(asked, _telling(thema.name))
        if whole or any(are_alike(about, part) for part in _parts(thema.name)):
            yield Wegweiser(
                _("Thema {name}").format(name=thema.name),
                thema.get_absolute_url(),
                _projects(THEMA, thema.slug, request),
                whole,
                (
                    _("gehört zum Thema „{name}“").format(name=thema.name),
                    _("gehören zum Thema „{name}“").format(name=thema.name),
                ),
                thema.beschreibung,
            )


def _to_places(
    question: Question, preferred: Sequence[Erkannt], request: HttpRequest
) -> Iterator[Wegweiser]:
    places = [erkannt for erkannt in preferred if erkannt.is_place]
    alone = len(places) == 1 and not (question.names_a_thing or question.wishes or question.avoided)
    for place in places:
        said = from_place(place.label)
        yield Wegweiser(
            _("Alle Projekte {von_hier}").format(von_hier=said),
            _address(place, request),
            _projects(FILTER_OF[place.art], place.key, request),
            alone,
            _being(said),
            nach_titel=place.art != LAND.name,
        )


def asks_for_all_wished(question: Question, preferred: Sequence[Erkannt]) -> bool:
    """Returns whether a question names sizes, years, status, several places or one without another,
    and no thing: "Projekte 2019", "abgebrochene Projekte in Bayern"."""
    places = len(question.places) - len(question.unknown_places)
    return bool(preferred and not question.names_a_thing and (question.wishes or places > 1))


def _to_all_wished(
    question: Question, preferred: Sequence[Erkannt], request: HttpRequest
) -> Iterator[Wegweiser]:
    """Leads to all projects that have what is wished for, if the question asks for nothing else."""
    if not asks_for_all_wished(question, preferred):
        return
    pages = Projektseite.objects.all()
    for kind in dict.fromkeys(wish.art for wish in preferred):
        keys = [wish.key for wish in preferred if wish.art == kind]
        pages = pages.filter(has_one_condition(FILTER_OF[kind].rule, keys))
    for place in question.avoided:
        pages = pages.exclude(has_one_condition(FILTER_OF[place.art].rule, [place.key]))
    said = listed([said_together(preferred), *not_from(question.avoided)])
    yield Wegweiser("", "", _visible(pages, request), True, _being(said))


def _being(said: str) -> tuple[str, str]:
    return _("ist {so}").format(so=said), _("sind {so}").format(so=said)


def _address(place: Erkannt, request: HttpRequest) -> str:
    if place.art == LAND.name:
        listing = seiten_url(request, "Projektverzeichnis") or "/"
        return f"{listing}?{urlencode({LAND.name: place.key})}"
    kommune: Any = Kommune.objects.filter(slug=place.key).first()
    return kommune.get_absolute_url() if kommune else "/"


def _projects(filter_: Filter, wert: str, request: HttpRequest) -> tuple[int, ...]:
    return _visible(Projektseite.objects.filter(has_one_condition(filter_.rule, [wert])), request)


def _visible(pages: Any, request: HttpRequest) -> tuple[int, ...]:
    readable = listed_ids(request)
    ids = pages.order_by("pk").values_list("pk", flat=True)
    return tuple(pk for pk in ids if pk in readable)


def _load_themen() -> list[Thema]:
    return list(Thema.objects.all())


def _telling(text: str) -> list[str]:
    return [word for word in words_of(text) if not is_frame_word(word)]


def _parts(name: str) -> list[list[str]]:
    parts = [name]
    for joint in JOINTS:
        parts = [piece for part in parts for piece in part.split(joint)]
    return [words for words in map(_telling, parts) if words]


_themen = TableCache(_load_themen, Thema)
