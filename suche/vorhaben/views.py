"""`/suche/vorhaben/`: a project sketch checked against the wiki. Nothing of it is stored."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.csrf import csrf_exempt, csrf_protect
from django.views.decorators.http import require_http_methods

from suche.answer.reply import AS_TYPED
from suche.answer.themen import nearest_themen
from suche.gemeinden.heimat import home_label
from suche.gemeinden.ortswahl import current_orte
from suche.understand.question import QUESTION_MAX_CHARS, typed_question
from suche.vermerk.forms import VermerkForm
from suche.vorhaben.files.reader_process import read_file
from suche.vorhaben.files.text_files import text_blocks
from suche.vorhaben.files.upload import read_form
from wiki.dateien.checking import check_for_viruses
from wiki.dateien.exceptions import ScannerDown
from wiki.exceptions import WikiError
from wiki.fakten.facts import Ort

from .checking import Pruefung, check_sketch, named_in
from .exceptions import FileTooLarge, ReaderBusy, SketchRefused
from .forms import VorhabenForm
from .schema import Block

STATUS: dict[type[WikiError], int] = {FileTooLarge: 413, ReaderBusy: 503, ScannerDown: 503}
TEMPLATE = "suche/vorhaben/vorhaben.html"
SENT_BACK = 20_000  # characters of a refused text; more is not sent back


# Exempt only until the upload has been limited: the check itself reads the whole request.
@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def vorhaben(request: HttpRequest) -> HttpResponse:
    """GET: the form, or with `?q=` the answer again; POST: a text or a file."""
    if request.method == "POST":
        try:
            read_form(request)
        except SketchRefused as error:
            return _refused(request, error)
    return _vorhaben(request)


@csrf_protect
def _vorhaben(request: HttpRequest) -> HttpResponse:
    if request.method != "POST" and "q" not in request.GET:
        return _page(request, VorhabenForm(initial={"kommune": home_label(request)}))
    data = request.POST if request.method == "POST" else _from_link(request)
    form = VorhabenForm(data, request.FILES)
    if not form.is_valid():
        return _page(request, form, status=400)
    try:
        pruefung = check_sketch(*_sketch(form), request)
    except WikiError as error:
        return _refused(request, error, form)
    return _page(request, form, _answered(request, pruefung, form.cleaned_data["kommune"]))


def _from_link(request: HttpRequest) -> dict[str, str]:
    """An address names the Kommune by its key, the form by its label."""
    key = request.GET.get("kommune", "")
    return {"text": request.GET.get("q", ""), "kommune": current_orte().label_of(key, key)}


def _sketch(form: VorhabenForm) -> tuple[list[Block], Ort | None]:
    """Returns the typed text, followed by that of the file."""
    blocks = text_blocks(form.cleaned_data["text"])
    if file := form.cleaned_data["datei"]:
        check_for_viruses(file)  # what kind it is, its content says, whatever its ending
        blocks += read_file(file.read()).blocks
    return blocks, form.cleaned_data["kommune"]


def _answered(request: HttpRequest, pruefung: Pruefung, kommune: Ort | None) -> dict[str, object]:
    question = typed_question(pruefung.gelesen.text)
    vermerk = {"q": question, "art": "vorhaben", "titel": pruefung.titel}
    found: dict[str, object] = {
        "pruefung": pruefung,
        "gefragt": question,
        "genauso": _as_here(question),
        "link": _link(question, kommune),
        "vermerk": VermerkForm(initial=vermerk | {"stelle": kommune.name if kommune else ""}),
    }
    if not pruefung.aehnliche:
        found["themen"] = nearest_themen(pruefung.ergebnis.nearest, request)
    return found


def _as_here(question: str) -> str:
    """Returns the query with which the other pages answer as this one does: what a sketch names is
    no wish, and it is not corrected."""
    named = [("ohne", code) for code in named_in(question)]
    return urlencode([("q", question), (AS_TYPED, "1"), *named])


def _link(question: str, kommune: Ort | None) -> str:
    """Returns the address that asks the same again; it carries what was read of the sketch."""
    query = {"q": question[:QUESTION_MAX_CHARS]} | ({"kommune": kommune.slug} if kommune else {})
    return f"{reverse('vorhaben')}?{urlencode(query)}"


def _refused(
    request: HttpRequest, error: WikiError, form: VorhabenForm | None = None
) -> HttpResponse:
    """Shows the form with the reason above it. A text that was typed is there again, a file is
    not."""
    if form is None or len(form.data.get("text", "")) > SENT_BACK:
        form = VorhabenForm(initial={"kommune": home_label(request)})
    return _page(request, form, {"fehler": str(error)}, STATUS.get(type(error), 400))


def _page(
    request: HttpRequest,
    form: VorhabenForm,
    context: dict[str, object] | None = None,
    status: int = 200,
) -> HttpResponse:
    return render(request, TEMPLATE, {"form": form, **(context or {})}, status=status)
