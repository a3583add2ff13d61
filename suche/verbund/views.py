"""`/suche/andere-wikis/`: all cases of other wikis, as a list."""

from django.core.paginator import Paginator
from django.db.models import Count, Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from wiki.markt.verzeichnis.words import Wortwahl, read_words

from .models import HEAVY, Fremdprojekt, Nachbarwiki, shown_projects

JE_SEITE = 20


@require_safe
def andere_wikis(request: HttpRequest) -> HttpResponse:
    """A wiki that is not (any more) named, in an address, counts as none."""
    words = read_words(request.GET.get("wort", ""))
    shown = shown_projects().select_related("wiki").defer(*HEAVY)
    wikis = Nachbarwiki.objects.annotate(
        anzahl=Count("projekte", filter=Q(projekte__in=shown_projects()))
    ).filter(anzahl__gt=0)
    chosen = next((wiki for wiki in wikis if str(wiki.pk) == request.GET.get("wiki")), None)
    found = shown.filter(wiki=chosen) if chosen else shown
    named = found.filter(pk__in=_named(found, words)) if words.text else found
    context = {
        "wort": words.text,
        "wikis": wikis,
        "gewaehlt": chosen,
        "seite": Paginator(named.order_by("titel", "pk"), JE_SEITE).get_page(
            request.GET.get("seite")
        ),
    }
    return render(request, "suche/verbund/liste.html", context)


def _named(projekte: "QuerySet[Fremdprojekt]", words: Wortwahl) -> list[int]:
    """The ids of those whose names have the words."""
    rows = projekte.values_list("pk", "titel", "kommunen", "laender", "themen")
    return [
        pk
        for pk, titel, *several in rows
        if words.admit(" ".join([titel, *(name for names in several for name in names)]))
    ]
