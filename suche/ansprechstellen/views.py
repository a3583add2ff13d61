"""`/suche/ansprechstellen/?q=...`: whom to ask about a subject."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from suche.answer.reply import AS_TYPED, Reply, reply_to
from suche.answer.themen import nearest_themen
from suche.exceptions import QuestionInvalid
from suche.gemeinden.heimat import beside_own
from wiki.fakten.filters import SEARCH_FILTERS
from wiki.fakten.left_out import leave_out
from wiki.fakten.selection import active_filters, read_filters
from wiki.gemeinden.heimat import heimat_of

from .ranking import ansprechstellen

OFFICES_SHOWN = 20  # offices; a telephone list of more is no help


@require_safe
def offices(request: HttpRequest) -> HttpResponse:
    """200 with offices or an empty state, 400 when there is no question in it."""
    frage = request.GET.get("q", "").strip()
    if "q" not in request.GET:
        return _page(request, {"frage": ""})
    try:
        auswahl = read_filters(request.GET, SEARCH_FILTERS)
        leave_out(request, auswahl.weggelassen)
        reply = reply_to(
            frage,
            request,
            auswahl.filters,
            set(request.GET.getlist("ohne")),
            as_typed=AS_TYPED in request.GET,
        )
    except QuestionInvalid as error:
        return _page(request, {"frage": frage[:200], "fehler": str(error)}, status=400)
    chips = active_filters(auswahl, SEARCH_FILTERS, request.GET)
    shown = {"aktive_filter": chips, "weggelassen": auswahl.weggelassen}
    return _page(request, _answered(request, reply) | shown)


def _answered(request: HttpRequest, reply: Reply) -> dict[str, object]:
    found = ansprechstellen(reply.ergebnis)
    heimat = heimat_of(request)
    first = [stelle.belege[0].seite for stelle in found[:OFFICES_SHOWN]]
    context: dict[str, object] = {
        "frage": reply.question.text,
        "stellen": found[:OFFICES_SHOWN],
        "anzahl": len(found),
        "heimat": heimat,
        "vergleiche": beside_own(first, heimat),
        "hinweise": reply.ergebnis.hinweise,
        "vorschlag": reply.suggestion,
        "statt": reply.instead_of,
    }
    if not found:
        context["themen"] = nearest_themen(reply.ergebnis.nearest, request)
    return context


def _page(request: HttpRequest, context: dict[str, object], status: int = 200) -> HttpResponse:
    return render(request, "suche/ansprechstellen/ansprechstellen.html", context, status=status)
