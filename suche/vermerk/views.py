"""`/suche/vermerk/`: the note for the file that says what was searched for and what was found."""

from urllib.parse import quote

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import translation
from django.utils.http import urlencode
from django.utils.text import slugify
from django.views.decorators.http import require_http_methods, require_safe

from suche.answer.ergebnis import Ergebnis
from suche.answer.reply import AS_TYPED, reply_to
from suche.answer.wegweiser import signposts
from suche.exceptions import QuestionInvalid
from suche.fakten.chips import FILTER_NAMES
from suche.fakten.ueberblick import Ueberblick
from suche.page.overview import overview_of
from suche.understand.question import parse_question, typed_question
from suche.vorhaben.checking import ask_sketch
from wiki.fakten.filters import SEARCH_FILTERS, Auswahl
from wiki.fakten.left_out import leave_out, without
from wiki.fakten.selection import active_filters, read_filters
from wiki.schriftstueck.files import FORMEN
from wiki.sections import UMLAUTS
from wiki.sprache.choosing import GERMAN

from .building import Vermerkangaben, build_vermerk
from .document import document_of
from .forms import VermerkForm
from .schema import Vermerk


@require_safe
def prepare(request: HttpRequest) -> HttpResponse:
    """Shows the form: title, office and remark can be filled in before the file is made."""
    form = VermerkForm(initial={"q": request.GET.get("q", ""), "art": request.GET.get("art", "")})
    weggelassen = read_filters(request.GET, SEARCH_FILTERS).weggelassen
    leave_out(request, weggelassen)
    return _page(request, form, request.GET, weggelassen=weggelassen)


@require_http_methods(["GET", "HEAD", "POST"])
def download(request: HttpRequest) -> HttpResponse:
    """Answers with the file, German whatever the page before; to a bare link with the form, so that
    nobody can link to a file in the town's name with words of their own. Nothing is kept."""
    if request.method != "POST":
        return redirect(f"{reverse('vermerk')}?{urlencode({'q': request.GET.get('q', '')})}")
    data = request.POST
    form = VermerkForm(data)
    if not form.is_valid():
        return _page(request, form, data, status=400)
    try:
        parse_question(form.cleaned_data["q"])
    except QuestionInvalid as error:
        return _page(request, form, data, fehler=str(error), status=400)
    with translation.override(GERMAN):
        return _file(_vermerk(request, form, data), form.cleaned_data["format"])


def _vermerk(request: HttpRequest, form: VermerkForm, data: QueryDict) -> Vermerk:
    typed, auswahl = form.cleaned_data, read_filters(data, SEARCH_FILTERS)
    data = without(data, auswahl.weggelassen)
    text, ergebnis, ueberblick = _answer(request, form, auswahl, data)
    angaben = Vermerkangaben(
        typed["titel"],
        typed["stelle"],
        typed["bemerkung"],
        tuple(chip.text for chip in active_filters(auswahl, SEARCH_FILTERS, data)),
        tuple(map(str, auswahl.weggelassen)),
        _again(typed["art"], data),
        typed["art"] == "vorhaben",
    )
    return build_vermerk(text, ergebnis, angaben, request, ueberblick)


def _answer(
    request: HttpRequest, form: VermerkForm, auswahl: Auswahl, data: QueryDict
) -> tuple[str, Ergebnis, Ueberblick | None]:
    """(the question that was answered, the answer, what it claims): as the page it comes from."""
    if form.cleaned_data["art"] == "vorhaben":
        sketch = form.cleaned_data["q"]
        return typed_question(sketch), ask_sketch(sketch, request)[1], None
    reply = reply_to(
        data.get("q", ""),
        request,
        auswahl.filters,
        set(data.getlist("ohne")),
        as_typed=AS_TYPED in data,
    )
    wegweiser = signposts(reply.question, reply.preferred, request)
    return reply.question.text, reply.ergebnis, overview_of(reply, wegweiser, auswahl)


def _again(art: str, data: QueryDict) -> str:
    names = ("q",) if art == "vorhaben" else ("q", *FILTER_NAMES, "ohne", AS_TYPED)
    query = [(name, value) for name in names for value in data.getlist(name) if value]
    return f"{reverse('vorhaben' if art == 'vorhaben' else 'suche')}?{urlencode(query)}"


def _file(vermerk: Vermerk, kind: str) -> HttpResponse:
    form = FORMEN[kind]
    name = slugify(vermerk.titel.translate(UMLAUTS))[:60].strip("-") or "frage"
    response = HttpResponse(form.write(document_of(vermerk)), content_type=form.content_type)
    file_name = quote(f"recherchevermerk-{name}.{kind}")
    response["Content-Disposition"] = f'attachment; filename="{file_name}"'
    response["Cache-Control"] = "private, no-store"
    return response


def _page(
    request: HttpRequest, form: VermerkForm, data: QueryDict, *, status: int = 200, **more: object
) -> HttpResponse:
    kept = [(n, v) for n in (*FILTER_NAMES, "ohne", AS_TYPED) for v in data.getlist(n) if v]
    context = {"vermerk": form, "mitgeschickt": kept, **more}
    return render(request, "suche/vermerk/vermerk.html", context, status=status)
