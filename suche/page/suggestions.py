"""What is offered while somebody types: questions, pages, Kommunen, Themen.

`GET /suche/vorschlaege/?q=` answers in JSON. Names are looked up in memory; whether the visitor may
read the pages is asked of the database, for the few that fit. Nothing is logged or stored.
"""

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from urllib.parse import urlencode

from django.db.models import Exists, OuterRef, Q
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe
from wagtail.models import Page

from einbettung.events.change_log import last_change
from einbettung.models import Dokument
from suche.german.word_starts import WordStarts, is_named, words_in
from wiki.models import Kommune, Projektseite, Startseite, Thema
from wiki.models.projektseite import lines
from wiki.platform.table_cache import LAGS_FROM, KeptValue, TableCache
from wiki.visibility import each_once, visible_to

SUGGESTED_FOR_MAX_CHARS = 200  # nobody picks suggestions for more
TYPED_MIN_CHARS = 2
NAMED_FROM_CHARS = 3  # who has typed less may still mean anything
FRAGEN_SUGGESTED, SEITEN_SUGGESTED, KOMMUNEN_SUGGESTED, THEMEN_SUGGESTED = (
    3,
    5,
    3,
    3,
)  # how many are offered
SPARE_FACTOR = 12  # so many times more are looked at: some are private or have no projects
# A Land has no page that could be offered.
OF_KOMMUNE = Q(kommunen=OuterRef("pk")) & ~Q(kommunen__typ=Kommune.Typ.LAND)
NAMES = ("Kommunen", "Themen")
TOO_LONG = "Für Vorschläge ist die Eingabe zu lang."


@dataclass(frozen=True)
class Vorschlag:
    text: str
    adresse: str


@require_safe
@never_cache
def suggest_while_typing(request: HttpRequest) -> HttpResponse:
    """Answers 200 with groups (none when nothing fits), 400 when far too much was sent."""
    typed = request.GET.get("q", "")
    if len(typed) > SUGGESTED_FOR_MAX_CHARS:
        return JsonResponse({"fehler": TOO_LONG}, status=400)
    groups = vorschlaege(typed, request)
    listed = [{"titel": t, "eintraege": [asdict(v) for v in group]} for t, group in groups.items()]
    return JsonResponse({"gruppen": listed}, json_dumps_params={"ensure_ascii": False})


def vorschlaege(typed: str, request: HttpRequest) -> dict[str, list[Vorschlag]]:
    """Returns title -> suggestions for the groups that have any; Kommunen and Themen come first if
    one of them is what was typed. All pages in them are visible to this visitor."""
    if sum(map(len, words_in(typed))) < TYPED_MIN_CHARS:
        return {}
    found = {
        "Fragen": _fragen(typed),
        "Seiten": _pages(typed, request),
        "Kommunen": _with_projects(Kommune, _kommunen, OF_KOMMUNE, typed, request),
        "Themen": _with_projects(
            *(Thema, _themen),
            Q(themen=OuterRef("pk")) | Q(themen__oberthema=OuterRef("pk")),
            *(typed, request),
        ),
    }
    in_order = sorted(found, key=lambda title: not _names(found[title], title, typed))
    return {title: found[title] for title in in_order if found[title]}


def _names(group: Iterable[Vorschlag], title: str, typed: str) -> bool:
    """Whether the group holds the Kommune or Thema that was typed."""
    if title not in NAMES or sum(map(len, words_in(typed))) < NAMED_FROM_CHARS:
        return False
    return any(is_named(vorschlag.text, typed) for vorschlag in group)


def _fragen(typed: str) -> list[Vorschlag]:
    """Returns example questions of the editors."""
    start = Startseite.objects.live().first()
    examples = lines(start.beispielfragen) if start else []
    found = WordStarts.of((frage, frage) for frage in examples).find(typed, FRAGEN_SUGGESTED)
    return [Vorschlag(frage, f"{reverse('suche')}?{urlencode({'q': frage})}") for frage in found]


def _pages(typed: str, request: HttpRequest) -> list[Vorschlag]:
    ids = indexed_titles.get(last_change()).find(typed, SEITEN_SUGGESTED * SPARE_FACTOR)
    pages = visible_to(each_once(Page.objects.filter(pk__in=ids)), request).in_bulk() if ids else {}
    seen = [pages[pk] for pk in ids if pk in pages][:SEITEN_SUGGESTED]
    return [Vorschlag(page.title, page.get_url() or "") for page in seen]


def _with_projects(
    model: type[Kommune] | type[Thema],
    names: "TableCache[WordStarts[int]]",
    of_one: Q,
    typed: str,
    request: HttpRequest,
) -> list[Vorschlag]:
    """Returns Kommunen or Themen that have a project which the visitor may read."""
    most = KOMMUNEN_SUGGESTED if model is Kommune else THEMEN_SUGGESTED
    ids = names.get().find(typed, most * SPARE_FACTOR)
    if not ids:
        return []
    projekte = visible_to(Projektseite.objects.filter(of_one), request).order_by()
    found = model._default_manager.filter(Exists(projekte), pk__in=ids).in_bulk()
    seen = [found[pk] for pk in ids if pk in found][:most]
    return [Vorschlag(thing.name, thing.get_absolute_url()) for thing in seen]


def _read_titles() -> WordStarts[int]:
    return WordStarts.of(Dokument.objects.values_list("pk", "titel").iterator())


# The titles of all indexed pages, of many pages as they were a moment ago.
indexed_titles = KeptValue(_read_titles, lags=lambda titles: len(titles.names) > LAGS_FROM)


def _load(model: type[Kommune] | type[Thema]) -> WordStarts[int]:
    names: Iterable[tuple[int, str]] = model._default_manager.values_list("pk", "name")
    return WordStarts.of(names)


_kommunen = TableCache(lambda: _load(Kommune), Kommune)
_themen = TableCache(lambda: _load(Thema), Thema)
