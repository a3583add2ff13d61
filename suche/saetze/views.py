"""`/suche/saetze/`: the hits of a question, summed up in sentences because somebody wants it."""

from collections.abc import Mapping

from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from suche.answer.ergebnis import Ergebnis
from suche.answer.reply import AS_TYPED, reply_to
from suche.exceptions import QuestionInvalid
from suche.fakten.chips import FILTER_NAMES
from wiki.exceptions import WikiError
from wiki.fakten.filters import SEARCH_FILTERS
from wiki.fakten.selection import read_filters
from wiki.platform.forms.limits import TooOften, count
from wiki.platform.forms.same_origin import is_from_here
from wiki.platform.one_look import one_look

from .exceptions import AskedTooOften, ForeignPage, NothingToSum
from .schema import Zusammenfassung
from .summary import is_offered, summarise

TEMPLATE = "suche/saetze/saetze.html"
KEPT = ("q", *FILTER_NAMES, "ohne", AS_TYPED)
STATUS: dict[type[WikiError], int] = {
    NothingToSum: 200,
    QuestionInvalid: 400,
    ForeignPage: 403,
    AskedTooOften: 429,
}
NO_ANSWER = 503  # of the language model, whatever it did


def offer(request: HttpRequest, ergebnis: Ergebnis) -> Mapping[str, object]:
    """Context of a result page: the fields of the button; nothing where there is no button."""
    if not is_offered() or not ergebnis.anzahl or ergebnis.nur_schwach:
        return {}
    return {"saetze_felder": _fields(request.GET)}


@csrf_exempt  # no cookie for mere reading: is_from_here looks at the origin instead
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@one_look()
def saetze(request: HttpRequest) -> HttpResponse:
    """Sums up the hits of a question. Only a button asks, by POST: no link, no crawler and no page
    of another site can, and the question stands in no address."""
    if not is_offered():
        raise Http404("Kein Sprachmodell")
    if request.method != "POST":
        query = {"q": request.GET.get("q", "")}
        return redirect(f"{reverse('suche')}?{urlencode(query)}" if query["q"] else "suche")
    try:
        return _page(request, {"zusammenfassung": _summed_up(request)})
    except WikiError as error:
        status = STATUS.get(type(error), NO_ANSWER)
        return _page(request, {"fehler": str(error)}, status)


def _summed_up(request: HttpRequest) -> Zusammenfassung:
    if not is_from_here(request):
        raise ForeignPage
    try:
        count(request, "saetze")
    except TooOften as error:
        raise AskedTooOften from error
    data = request.POST
    reply = reply_to(
        data.get("q", ""),
        request,
        read_filters(data, SEARCH_FILTERS).filters,
        set(data.getlist("ohne")),
        as_typed=AS_TYPED in data,
    )
    return summarise(reply.question.text, reply.ergebnis)


def _page(request: HttpRequest, context: Mapping[str, object], status: int = 200) -> HttpResponse:
    fields = _fields(request.POST)
    own = {
        "frage": request.POST.get("q", "").strip()[:200],
        "saetze_felder": fields,
        "zurueck": f"{reverse('suche')}?{urlencode(fields)}",
    }
    return render(request, TEMPLATE, {**own, **context}, status=status)


def _fields(data: QueryDict) -> list[tuple[str, str]]:
    return [(name, value) for name in KEPT for value in data.getlist(name) if value]
