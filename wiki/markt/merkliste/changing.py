"""`/merkliste/aendern/`: put on it, take off, name it."""

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from wiki.exceptions import WikiError
from wiki.markt.exceptions import ForeignForm
from wiki.markt.named_projects import NUMBER, named_projects
from wiki.platform.forms.same_origin import is_from_here
from wiki.visibility import sources_of

from . import merkliste

BUTTONS = ("merken", "vergessen")


@csrf_exempt  # no cookie for mere reading: is_from_here looks at the origin instead
@require_POST
def change(request: HttpRequest) -> HttpResponse:
    """`merken`, `vergessen`: the number of a project. `aktion`: what becomes of the list,
    `uebernehmen` several of `projekt`, `benennen`, `leeren`. `zurueck`: where to go then."""
    try:
        ids, name = _changed(request)
    except WikiError as error:
        return _refused(request, error)
    if request.headers.get("Accept", "").startswith("application/json"):
        response: HttpResponse = JsonResponse({"anzahl": len(ids)})
    else:
        response = HttpResponseRedirect(_back(request), status=303)
    merkliste.write(response, ids, name)
    return response


def _changed(request: HttpRequest) -> tuple[list[int], str]:
    """The list as it is to be, and its name."""
    if not is_from_here(request):
        raise ForeignForm()
    aktion = request.POST.get("aktion", "")
    ids, name = merkliste.visible_remembered_ids(request), merkliste.remembered_name(request)
    typed = merkliste.clean_name(request.POST.get("name", ""))
    if aktion == "leeren":
        return [], ""
    if aktion == "benennen":
        return ids, typed
    if aktion == "uebernehmen":
        return merkliste.joined_ids(ids, _named(request)), name if ids else typed
    pressed = next((button for button in BUTTONS if button in request.POST), "")
    if not pressed:
        raise Http404("Unbekannte Aktion")
    return merkliste.changed_ids(ids, _one(request, pressed), merken=pressed == "merken"), name


def _one(request: HttpRequest, pressed: str) -> int:
    """Returns the id of the project in the form. One that the visitor may not read can be taken off
    the list, but not put on it."""
    posted = _numbers(request, pressed)[-1:]
    if not posted or (pressed == "merken" and not named_projects(posted, request)):
        raise Http404("Unbekanntes Projekt")
    return posted[0]


def _named(request: HttpRequest) -> list[int]:
    """The projects of the form that the visitor may read."""
    return [page.pk for page in named_projects(_numbers(request, "projekt"), request)]


def _numbers(request: HttpRequest, field: str) -> list[int]:
    """The first numbers in a field of the form, of an alias its source."""
    numbers = [int(pk) for pk in request.POST.getlist(field) if NUMBER.fullmatch(pk)]
    return sources_of(numbers[: merkliste.HOECHSTENS], request)


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
        return target if "#" in target else target + _anchor(request)
    named = request.POST.get("aktion") == "benennen"  # whoever uses the keyboard goes on from there
    return reverse("merkliste") + ("#merkliste-name" if named else "")


def _anchor(request: HttpRequest) -> str:
    """The button that was pressed: who uses the keyboard goes on from there."""
    pressed = request.POST.get("merken") or request.POST.get("vergessen") or ""
    return f"#merken-{pressed}" if NUMBER.fullmatch(pressed) else ""
