"""Forms to say what one wants to hear of, and the pages behind the links in mails."""

from contextlib import suppress

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from suche.gemeinden.heimat import home_label
from wiki.fakten.filters import SEARCH_FILTERS
from wiki.fakten.left_out import leave_out
from wiki.fakten.selection import read_filters
from wiki.models.projektseite import heute
from wiki.platform.forms.limits import TooOften, count

from .consent import confirm, entry_of, remove, request_confirmation
from .forms import (
    FILTER_LOST,
    Frageformular,
    Planungsformular,
    asked_filters,
    asked_question,
    number,
    public_project,
    without_lost_filters,
)
from .mail.worum import Worum, worum
from .models import Abonnement, Planung
from .signed_links import ABMELDEN, BESTAETIGEN, VERLAENGERN, AboLinkInvalid, read

FORM = ["GET", "HEAD", "POST"]


@never_cache
@require_http_methods(FORM)
def save_question(request: HttpRequest) -> HttpResponse:
    """`/suche/abo/` with `q`, `thema`, `kommune` or `seite`: a mailbox that wants to hear of what
    is new."""
    if request.method != "POST":
        weggelassen = read_filters(request.GET, SEARCH_FILTERS).weggelassen
        leave_out(request, weggelassen)
        initial = {
            "q": asked_question(request),
            "filter": asked_filters(request).urlencode(),
            "seite": number(request.GET.get("seite", "")),
        }
        return _question_page(request, Frageformular(initial=initial), weggelassen=weggelassen)
    data, weggelassen = without_lost_filters(request.POST)
    form = Frageformular(data)
    if form.from_a_program:
        return redirect("abo_gesendet")
    if form.is_valid() and weggelassen:  # whoever asked for less agrees to more first
        form.add_error(None, FILTER_LOST)
    if not form.is_valid():
        return _question_page(request, form, 400, weggelassen=weggelassen)
    return _requested(request, form, form.entry()) or _question_page(request, form, 429)


def _question_page(
    request: HttpRequest, form: Frageformular, status: int = 200, **more: object
) -> HttpResponse:
    context = {"form": form, "worum": worum(form.asked()), **more}
    return render(request, "suche/abo/frage.html", context, status=status)


@never_cache
@require_http_methods(FORM)
def announce(request: HttpRequest) -> HttpResponse:
    """`/suche/planung/?q=...` or `?seite=...`: a Kommune that plans the same."""
    if request.method != "POST":
        page_id = number(request.GET.get("seite", ""))
        home = home_label(request)
        initial = {"q": asked_question(request), "seite": page_id, "kommune": home}
        form = Planungsformular(initial=initial)
        return _announce_page(request, form, page_id)
    form = Planungsformular(request.POST)
    if form.from_a_program:
        return redirect("abo_gesendet")
    if not form.is_valid():
        return _announce_page(request, form, number(request.POST.get("seite", "")), 400)
    entry = form.entry(heute())
    return _requested(request, form, entry) or _announce_page(request, form, entry.seite_id, 429)


def _announce_page(
    request: HttpRequest, form: Planungsformular, page_id: object, status: int = 200
) -> HttpResponse:
    projekt = public_project(page_id) if isinstance(page_id, int) else None
    return render(
        request, "suche/abo/planung.html", {"form": form, "projekt": projekt}, status=status
    )


def _requested(
    request: HttpRequest, form: Frageformular | Planungsformular, entry: Abonnement | Planung
) -> HttpResponse | None:
    """Asks the mailbox to confirm the entry and leads to the page that says so. Returns None when
    the visitor has sent too many forms; the form then holds the error."""
    try:
        count(request, "formular")
    except TooOften as error:
        form.add_error(None, str(error))
        return None
    request_confirmation(entry)
    return redirect("abo_gesendet")


@require_safe
def sent(request: HttpRequest) -> HttpResponse:
    """The page after a form was sent. It is the same whether or not a mail goes out, so that it
    gives away nothing about the mailbox."""
    return render(request, "suche/abo/gesendet.html")


@never_cache
@require_http_methods(FORM)
def confirm_link(request: HttpRequest, signed_link: str, zweck: str = BESTAETIGEN) -> HttpResponse:
    """GET shows what the button does: programs that look at links in mails confirm nothing."""
    context: dict[str, object] = {"zweck": zweck, "erledigt": request.method == "POST"}
    try:
        entry = (
            confirm(signed_link, zweck)
            if request.method == "POST"
            else entry_of(signed_link, zweck)
        )
    except AboLinkInvalid as error:
        return render(request, "suche/abo/ungueltig.html", {"fehler": str(error)}, status=410)
    art = read(signed_link, zweck).art
    context |= {"eintrag": entry, "art": art, "worum": _subject(entry)}
    return render(request, "suche/abo/bestaetigen.html", context)


def extend_link(request: HttpRequest, signed_link: str) -> HttpResponse:
    """GET shows a button; POST lets the Planung count for another year."""
    return confirm_link(request, signed_link, VERLAENGERN)


@csrf_exempt  # mail programs send the POST themselves (RFC 8058); the link is the right to it
@never_cache
@require_http_methods(FORM)
def remove_link(request: HttpRequest, signed_link: str) -> HttpResponse:
    """GET shows a button; POST removes at once, however often it is sent."""
    entry = None
    try:
        art = read(signed_link, ABMELDEN).art
        if request.method == "POST":
            remove(signed_link)
        else:
            with suppress(AboLinkInvalid):  # it is gone already: the button does no harm
                entry = entry_of(signed_link, ABMELDEN)
    except AboLinkInvalid as error:
        return render(request, "suche/abo/ungueltig.html", {"fehler": str(error)}, status=410)
    context = {"art": art, "eintrag": entry, "erledigt": request.method == "POST"}
    return render(request, "suche/abo/abmelden.html", context | {"worum": _subject(entry)})


def _subject(entry: object) -> Worum | None:
    return worum(entry) if isinstance(entry, Abonnement) else None
