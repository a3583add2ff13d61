"""The result page."""

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from suche.abo.planungen import planungen_like
from suche.answer.reply import AS_TYPED, Reply, reply_to
from suche.answer.textseiten import text_pages
from suche.answer.themen import nearest_themen
from suche.answer.wegweiser import signposts
from suche.betrieb.prometheus.counters import count_question, stage
from suche.fakten.chips import preferred_chips
from suche.fakten.order import RELEVANZ, SORTIERUNGEN
from suche.fakten.wuensche import from_place
from suche.gemeinden.heimat import home_label, tidy_cookie
from suche.luecken.recording import record_unanswered
from suche.page.hit_pages import Trefferseiten, fold
from suche.page.netzwerkfrage import NetzwerkfrageForm
from suche.page.result_page import ResultPage, build_result_page
from suche.saetze.views import offer
from suche.understand.asked.exclusions import excluded
from suche.understand.typed.operators import has_phrase
from suche.verbund.result_part import foreign_context
from wiki.fakten.facts import Ort
from wiki.fakten.filters import SEARCH_FILTERS, Auswahl, Weggelassen
from wiki.fakten.left_out import REIHENFOLGE, choose, leave_out, missing_page
from wiki.fakten.selection import active_filters, read_filters, without_filters
from wiki.gemeinden.heimat import heimat_of
from wiki.models import Startseite
from wiki.models.projektseite import lines
from wiki.platform.admission import in_turn
from wiki.platform.one_look import one_look
from wiki.web.one_site import know_site

from .exceptions import QuestionInvalid

TREFFER_JE_SEITE = 10
ASKED_AT_A_TIME = 2  # in one process: while one waits for the database, the other has the processor
MAX_OHNE = 20  # preferences taken off that the form carries on


@require_safe
@in_turn(ASKED_AT_A_TIME)
@one_look()
def search(request: HttpRequest) -> HttpResponse:
    """`GET /suche/?q=...`: answers 200 with results or an empty state, 400 when there is no
    question in it."""
    know_site(request)
    heimat = heimat_of(request)
    context: dict[str, object] = {
        "frage": request.GET.get("q", "").strip(),
        "ergebnis": None,
        "fehler": "",
        "beispiele": _examples,  # read only where they are shown
        "heimat": heimat,
    }
    status = 200
    if "q" in request.GET:
        try:
            context |= _answered(request, heimat)
        except QuestionInvalid as error:
            count_question("abgelehnt")
            # A huge question is not sent back.
            context |= {"fehler": str(error), "frage": str(context["frage"])[:200]}
            status = 400
    with stage("darstellung"):
        response = render(request, "suche/ergebnis/ergebnisse.html", context, status=status)
    return tidy_cookie(request, response, heimat)


@dataclass(frozen=True)
class _Address:
    """What an address says beside the question. `ohne`: preferences that were taken off;
    `weggelassen`: what of it there is not."""

    auswahl: Auswahl
    sortierung: str
    ohne: set[str]
    weggelassen: tuple[Weggelassen, ...]


def _read_address(request: HttpRequest) -> _Address:
    auswahl = read_filters(request.GET, SEARCH_FILTERS)
    sortierung, no_order = choose(request.GET, "sortierung", REIHENFOLGE, SORTIERUNGEN, RELEVANZ)
    weggelassen = (*auswahl.weggelassen, *no_order)
    leave_out(request, weggelassen)
    return _Address(auswahl, sortierung, set(request.GET.getlist("ohne")), weggelassen)


def _answered(request: HttpRequest, heimat: Ort | None) -> dict[str, object]:
    """Returns the context of a result page."""
    address = _read_address(request)
    filters, as_typed = address.auswahl.filters, AS_TYPED in request.GET
    with stage("rangliste"):
        reply = reply_to(request.GET["q"], request, filters, address.ohne, as_typed=as_typed)
    wegweiser = signposts(reply.question, reply.preferred, request)
    page = build_result_page(
        reply.ergebnis, address.auswahl, address.sortierung, heimat, reply.preferred, wegweiser
    )
    count_question("treffer" if page.ergebnis.anzahl else "leer")
    if not wegweiser:
        record_unanswered(request, page.ergebnis)
    context: dict[str, object] = {
        "antwort": page,
        "wegweiser": wegweiser,
        **_of_question(request, reply),
        **_of_hits(request, page, address.weggelassen),
        **_of_choices(request, address, reply, page),
        **foreign_context(request, reply.question, filters),
        **offer(request, page.ergebnis),
    }
    return context if page.ergebnis.anzahl else context | _way_out(request, reply)


def _of_question(request: HttpRequest, reply: Reply) -> dict[str, object]:
    """Returns what stands above the hits: the question as read, and what else it leads to."""
    return {
        "frage": reply.question.text,
        "statt": reply.instead_of,
        "vorschlag": reply.suggestion,
        "unbekannte_orte": [from_place(name) for name in reply.question.names_of_strangers],
        "steht_in_zeichen": has_phrase(request.GET["q"]),
        "ohne_worte": excluded(reply.question.text) if reply.question.is_short else (),
        "textseiten": text_pages(reply.question, request),
        "planungen": planungen_like(reply.ergebnis),
    }


def _of_hits(
    request: HttpRequest, page: ResultPage, weggelassen: tuple[Weggelassen, ...]
) -> dict[str, object]:
    """Returns the hits of the page that was asked for, the weak ones last."""
    paginator = Trefferseiten(page.ergebnis, TREFFER_JE_SEITE, page.schwache)
    seite = paginator.get_page(request.GET.get("seite"))
    answered = bool(page.ueberblick and page.ueberblick.alle) and seite.number == 1
    seen, weak = fold(list(seite.object_list), is_answered=answered)
    return {
        "weggelassen": weggelassen + missing_page(request.GET, paginator),
        "ergebnis": page.ergebnis,
        "seite": seite,
        "treffer": [*seen, *weak],
        "gezeigt": seen,
        "entfernt": weak,
    }


def _of_choices(
    request: HttpRequest, address: _Address, reply: Reply, page: ResultPage
) -> dict[str, object]:
    """Returns filters, preferences and order as they are chosen, and what can be chosen."""
    return {
        "aktive_filter": active_filters(address.auswahl, SEARCH_FILTERS, request.GET),
        "ohne_filter": without_filters(request.GET, SEARCH_FILTERS),
        "bevorzugt": preferred_chips(reply.preferred, request.GET, page.erfuellbar),
        "ohne": sorted(address.ohne)[:MAX_OHNE],
        "sortierung": address.sortierung,
        "sortierungen": SORTIERUNGEN.items(),
    }


def _way_out(request: HttpRequest, reply: Reply) -> dict[str, object]:
    """Returns what is offered when there is nothing to show."""
    is_place = bool(reply.question.strangers) and not reply.question.subject
    return {
        "themen": [] if is_place else nearest_themen(reply.ergebnis.nearest, request),
        "netzwerk": NetzwerkfrageForm(
            initial={"text": reply.question.text, "kommune": home_label(request)}
        ),
    }


def _examples() -> list[str]:
    start = Startseite.objects.live().first()
    return lines(start.beispielfragen) if start else []
