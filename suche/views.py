"""The result page."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from wiki.models import Startseite
from wiki.models.projektseite import lines

from .answer import Treffer
from .chips import active_filters, parameters, preferred_chips
from .exceptions import QuestionInvalid
from .filters import FILTER_NAMES, SearchForm
from .messwerte.counters import count_question, stage
from .netzwerkfrage import NetzwerkfrageForm
from .reply import Reply, reply_to
from .themen import nearest_themen

TREFFER_JE_SEITE = 10
FORGED = "Einen der Filter gibt es nicht. Bitte neu auswählen."


@require_safe
def search(request: HttpRequest) -> HttpResponse:
    """`GET /suche/?q=...`: 200 with results or an empty state, 400 when the question is no good."""
    form = SearchForm(request.GET)
    context = {
        "form": form,
        "frage": request.GET.get("q", "").strip(),
        "ergebnis": None,
        "fehler": "",
        "beispiele": _examples(),
        "aktive_filter": [],
    }
    if "q" not in request.GET:
        return render(request, "suche/ergebnisse.html", context)
    if form.errors.keys() & set(FILTER_NAMES):
        return _refused(request, context, FORGED)
    try:
        with stage("rangliste"):
            reply = reply_to(
                request.GET["q"], request, form.filters(), set(request.GET.getlist("ohne"))
            )
    except QuestionInvalid as error:
        return _refused(request, context, str(error))
    count_question("treffer" if reply.ergebnis.anzahl else "leer")
    with stage("darstellung"):
        context |= _answered(request, form, reply)
        return render(request, "suche/ergebnisse.html", context)


def _answered(request: HttpRequest, form: SearchForm, reply: Reply) -> dict[str, object]:
    """What the page shows of an answer."""
    ergebnis = reply.ergebnis
    paginator: Paginator[Treffer] = Paginator(ergebnis, TREFFER_JE_SEITE)  # type: ignore[arg-type]
    seite = paginator.get_page(request.GET.get("seite"))
    context: dict[str, object] = {
        "frage": reply.question.text,
        "ergebnis": ergebnis,
        "seite": seite,
        "treffer": seite.object_list,
        "parameter": parameters(request.GET, without="seite"),
        "aktive_filter": active_filters(form, request.GET),
        "bevorzugt": preferred_chips(reply.preferred, request.GET),
        "statt": reply.instead_of,
        "vorschlag": reply.suggestion,
    }
    return context if ergebnis.anzahl else context | _way_out(request, reply)


def _way_out(request: HttpRequest, reply: Reply) -> dict[str, object]:
    """What is offered when there is nothing to show."""
    return {
        "themen": nearest_themen(reply.ergebnis.nearest, request),
        "netzwerk": NetzwerkfrageForm(initial={"text": reply.question.text}),
    }


def _refused(request: HttpRequest, context: dict[str, object], message: str) -> HttpResponse:
    """400 with the reason in place of results; a huge question is not sent back."""
    count_question("abgelehnt")
    frage = str(context["frage"])[:200]
    return render(
        request,
        "suche/ergebnisse.html",
        context | {"fehler": message, "frage": frage, "form": SearchForm({"q": frage})},
        status=400,
    )


def _examples() -> list[str]:
    start = Startseite.objects.live().first()
    return lines(start.beispielfragen) if start else []
