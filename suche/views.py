"""The result page."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.views.decorators.http import require_safe

from wiki.models import Startseite
from wiki.models.projektseite import lines

from .answer import Treffer, ask
from .exceptions import QuestionInvalid
from .filters import FILTER_NAMES, SearchForm
from .question import parse_question

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
    try:
        question = parse_question(request.GET["q"])
    except QuestionInvalid as error:
        return _refused(request, context, str(error))
    if form.errors.keys() & set(FILTER_NAMES):
        return _refused(request, context, FORGED)
    ergebnis = ask(question, request, form.filters())
    paginator: Paginator[Treffer] = Paginator(ergebnis, TREFFER_JE_SEITE)  # type: ignore[arg-type]
    seite = paginator.get_page(request.GET.get("seite"))
    context |= {
        "frage": question.text,
        "ergebnis": ergebnis,
        "seite": seite,
        "treffer": seite.object_list,
        "parameter": _parameters(request.GET, without="seite"),
        "aktive_filter": _active_filters(form, request.GET),
    }
    return render(request, "suche/ergebnisse.html", context)


def _refused(request: HttpRequest, context: dict[str, object], message: str) -> HttpResponse:
    """400 with the reason in place of results; a huge question is not sent back."""
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


def _active_filters(form: SearchForm, query: QueryDict) -> list[tuple[str, str]]:
    """(what it says, address without it) for each filter in use."""
    active = []
    for name in FILTER_NAMES:
        value = form.cleaned_data[name]
        if value:
            said = dict(form.fields[name].choices).get(value, value) if name == "status" else value  # type: ignore[attr-defined]
            without = _parameters(query, without=name)
            active.append((f"{form.fields[name].label or name.title()}: {said}", f"?{without}"))
    return active


def _parameters(query: QueryDict, without: str) -> str:
    """The query string without one parameter (and without the page number)."""
    kept = query.copy()
    for name in (without, "seite"):
        kept.pop(name, None)
    return kept.urlencode()
