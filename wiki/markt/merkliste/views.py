"""`/merkliste/`: look at it, change it, hand it on."""

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.cache import patch_vary_headers
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST, require_safe

from wiki.austausch.export.attachment import attachment
from wiki.exceptions import WikiError
from wiki.fakten.codes import STATUS_RANK
from wiki.markt.downloads import FILES
from wiki.markt.exceptions import ForeignForm, TooManyOnTheList
from wiki.markt.named_projects import Name, address_query, named_in, named_projects
from wiki.models import Projektseite
from wiki.platform.same_origin import is_from_here
from wiki.sorting import sort_key
from wiki.visibility import visible_to

from . import merkliste
from .files import write_merkliste

SORTIERUNGEN = {
    "gemerkt": "wie gemerkt",
    "a-z": "A bis Z",
    "kommune": "nach Kommune",
    "status": "nach Status",
}


@require_safe
def show(request: HttpRequest) -> HttpResponse:
    """The visitor's own list, or with `?nr=` a shared one that can only be read."""
    named = named_in(request)
    if len(named) > merkliste.HOECHSTENS:
        refusal = {"fehler": str(TooManyOnTheList())}
        return render(request, "wiki/markt/merkliste.html", refusal, status=400)
    sortierung = request.GET.get("sortierung", "")
    projekte = _sorted(_listed(request, named), sortierung)
    context = {
        "projekte": projekte,
        "geteilt": bool(named),
        "fehlen": len(named) - len(projekte) if named else 0,
        "sortierung": sortierung if sortierung in SORTIERUNGEN else "gemerkt",
        "sortierungen": SORTIERUNGEN.items(),
        "adresse": request.build_absolute_uri(_address(projekte)),
        "dateien": [
            (name, _address(projekte, "merkliste_datei", ending)) for name, ending in FILES
        ],
        "textadresse": _address(projekte, "merkliste_text"),
    }
    response = render(request, "wiki/markt/merkliste.html", context)
    patch_vary_headers(response, ["Cookie"])
    return response


@require_safe
def as_text(request: HttpRequest) -> HttpResponse:
    """`/merkliste/text/?nr=`: plain text to be put into an e-mail."""
    projekte = named_projects(named_in(request)[: merkliste.HOECHSTENS], request)
    blocks = [_as_lines(projekt, request) for projekt in projekte]
    text = "\n\n".join(["Merkliste aus dem Wiki der Digitalen Städte", *blocks]) + "\n"
    return HttpResponse(text, content_type="text/plain; charset=utf-8")


@require_safe
def download(request: HttpRequest, ending: str) -> HttpResponse:
    """`/merkliste/merkliste.docx?nr=12`: for the file, or as a table that can be sorted."""
    projekte = named_projects(named_in(request)[: merkliste.HOECHSTENS], request)
    if not projekte:
        raise Http404("Kein Projekt genannt")
    addresses = [request.build_absolute_uri(p.get_url(request) or "/") for p in projekte]
    content = write_merkliste(projekte, addresses, ending)
    return attachment(content, ending, f"merkliste.{ending}")


@csrf_exempt  # no cookie for mere reading: is_from_here looks at the origin instead
@require_POST
def change(request: HttpRequest) -> HttpResponse:
    """`projekt`: id; `aktion`: `merken`, `vergessen` or `leeren`; `zurueck`: where to go then."""
    try:
        ids = _changed(request)
    except WikiError as error:
        return _refused(request, error)
    if request.headers.get("Accept", "").startswith("application/json"):
        response: HttpResponse = JsonResponse({"anzahl": len(ids)})
    else:
        response = HttpResponseRedirect(_back(request), status=303)
    merkliste.write(response, ids)
    return response


def _changed(request: HttpRequest) -> list[int]:
    if not is_from_here(request):
        raise ForeignForm()
    aktion = request.POST.get("aktion", "")
    ids = merkliste.visible_remembered_ids(request)
    if aktion == "leeren":
        return []
    pk = request.POST.get("projekt", "")
    if aktion not in {"merken", "vergessen"} or not (pk.isascii() and pk.isdigit()):
        raise Http404("Unbekannte Aktion")
    if aktion == "merken" and not _may_read(int(pk), request):
        raise Http404("Unbekanntes Projekt")
    return merkliste.changed_ids(ids, int(pk), merken=aktion == "merken")


def _may_read(pk: int, request: HttpRequest) -> bool:
    if pk >= 2**31:
        return False
    return visible_to(Projektseite.objects.filter(pk=pk), request).exists()


def _refused(request: HttpRequest, error: WikiError) -> HttpResponse:
    status = 403 if isinstance(error, ForeignForm) else 400
    if request.headers.get("Accept", "").startswith("application/json"):
        return JsonResponse({"fehler": str(error)}, status=status)
    context = {"fehler": str(error), "projekte": merkliste.remembered_projects(request)}
    return render(request, "wiki/markt/merkliste.html", context, status=status)


def _back(request: HttpRequest) -> str:
    """Where the form stood, if that is a page of ours."""
    target = request.POST.get("zurueck", "")
    if url_has_allowed_host_and_scheme(target, {request.get_host()}, request.is_secure()):
        return target
    return reverse("merkliste")


def _listed(request: HttpRequest, named: list[Name]) -> list[Projektseite]:
    return named_projects(named, request) if named else merkliste.remembered_projects(request)


def _sorted(projekte: list[Projektseite], sortierung: str) -> list[Projektseite]:
    if sortierung == "kommune":
        return sorted(projekte, key=lambda p: [sort_key(k.name) for k in p.kommunen.all()])
    if sortierung == "status":
        return sorted(projekte, key=lambda p: STATUS_RANK[p.status])
    if sortierung == "a-z":
        return sorted(projekte, key=lambda p: sort_key(p.title))
    return projekte


def _address(projekte: list[Projektseite], name: str = "merkliste", *args: str) -> str:
    return f"{reverse(name, args=args)}?{address_query(projekte)}"


def _as_lines(projekt: Projektseite, request: HttpRequest) -> str:
    kommunen = ", ".join(kommune.name for kommune in projekt.kommunen.all())
    url = request.build_absolute_uri(projekt.get_url(request))
    return f"{projekt.title}\n{kommunen}, {projekt.get_status_display()}\n{url}"
