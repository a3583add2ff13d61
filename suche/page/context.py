"""What the template of the result page gets: the question as it was read, the hits, what can be
chosen, and a way out where there are none."""

from collections.abc import Sequence

from django.http import HttpRequest

from suche.abo.planungen import planungen_like
from suche.answer.reply import Reply
from suche.answer.textseiten import text_pages
from suche.answer.themen import nearest_themen
from suche.answer.wegweiser import Wegweiser
from suche.fakten.chips import preferred_chips
from suche.fakten.order import SORTIERUNGEN
from suche.gemeinden.heimat import home_label
from suche.saetze.views import offer
from suche.understand.question import typed_question
from suche.understand.typed.operators import has_phrase
from suche.verbund.result_part import foreign_context
from wiki.fakten.filters import SEARCH_FILTERS, Weggelassen
from wiki.fakten.left_out import missing_page
from wiki.fakten.selection import active_filters, without_filters

from .address import Address
from .hit_pages import Trefferseiten, fold
from .netzwerkfrage import NetzwerkfrageForm
from .notices import nothing_exact, notices
from .result_page import ResultPage

TREFFER_JE_SEITE = 10
MAX_OHNE = 20  # preferences taken off that the form carries on


def result_context(
    request: HttpRequest,
    address: Address,
    reply: Reply,
    page: ResultPage,
    wegweiser: Sequence[Wegweiser],
) -> dict[str, object]:
    """Returns the context of a page with an answer, whether it has hits or not."""
    context: dict[str, object] = {
        "antwort": page,
        "wegweiser": wegweiser,
        **_of_question(request, reply),
        **_of_hits(request, page, address.weggelassen),
        **_of_choices(request, address, reply, page),
        **foreign_context(request, reply.question, address.auswahl.filters),
        **offer(request, page.ergebnis),
    }
    return context if page.ergebnis.anzahl else context | _way_out(request, reply)


def _of_question(request: HttpRequest, reply: Reply) -> dict[str, object]:
    """Returns what stands above the hits: the question as typed, or corrected, and what else it
    leads to."""
    typed = typed_question(request.GET["q"])
    return {
        "frage": reply.question.text if reply.instead_of else typed,
        "statt": reply.instead_of,
        "vorschlag": reply.suggestion,
        "hinweissaetze": notices(reply),
        "nichts_genau": nothing_exact(reply.ergebnis),
        "steht_in_zeichen": has_phrase(request.GET["q"]),
        "gestellt": typed,
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
    request: HttpRequest, address: Address, reply: Reply, page: ResultPage
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
    """Returns what is offered when there is nothing to show: Themen near the question, and the form
    that asks the network."""
    is_place = bool(reply.question.unknown_places) and not reply.question.subject
    return {
        "themen": [] if is_place else nearest_themen(reply.ergebnis.nearest, request),
        "netzwerk": NetzwerkfrageForm(
            initial={"text": reply.question.text, "kommune": home_label(request)}
        ),
    }
