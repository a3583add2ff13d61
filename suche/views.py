"""The result page: `/suche/`."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from suche.answer.reply import reply_to
from suche.answer.wegweiser import signposts
from suche.betrieb.prometheus.counters import count_question, stage
from suche.gemeinden.heimat import tidy_cookie
from suche.luecken.recording import record_unanswered
from suche.page.address import read_address
from suche.page.context import result_context
from suche.page.result_page import build_result_page
from wiki.fakten.facts import Ort
from wiki.gemeinden.heimat import heimat_of
from wiki.models import Startseite
from wiki.models.projektseite import lines
from wiki.platform.admission import in_turn
from wiki.platform.one_look import one_look
from wiki.web.one_site import know_site

from .exceptions import QuestionInvalid

ASKED_AT_A_TIME = 2  # in one process: while one waits for the database, the other has the processor
REFUSED_MAX_CHARS = 200  # of a question without an answer that are sent back


@require_safe
@in_turn(ASKED_AT_A_TIME)
@one_look()
def search(request: HttpRequest) -> HttpResponse:
    """`GET /suche/?q=...`: answers 200 with results or an empty state, 400 when there is no
    question in it. Without `q` it is the form alone."""
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
            context |= {"fehler": str(error), "frage": str(context["frage"])[:REFUSED_MAX_CHARS]}
            status = 400
    with stage("darstellung"):
        response = render(request, "suche/ergebnis/ergebnisse.html", context, status=status)
    return tidy_cookie(request, response, heimat)


def _answered(request: HttpRequest, heimat: Ort | None) -> dict[str, object]:
    """Answers the question and returns the context of its page. Counts it, and keeps it for the
    editors where it found nothing good."""
    address = read_address(request)
    with stage("rangliste"):
        reply = reply_to(
            request.GET["q"],
            request,
            address.auswahl.filters,
            address.ohne,
            as_typed=address.as_typed,
        )
    wegweiser = signposts(reply.question, reply.preferred, request)
    page = build_result_page(
        reply.ergebnis, address.auswahl, address.sortierung, heimat, reply.preferred, wegweiser
    )
    count_question("treffer" if page.ergebnis.anzahl else "leer")
    if not wegweiser:
        record_unanswered(request, page.ergebnis)
    return result_context(request, address, reply, page, wegweiser)


def _examples() -> list[str]:
    start = Startseite.objects.live().first()
    return lines(start.beispielfragen) if start else []
