"""`GET /suche/kommunen/?q=`: municipalities that begin with what was typed, in JSON. Of pages that
not everybody may read it says nothing; nothing is logged or stored."""

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from suche.gemeinden.ortswahl import TYPED_MAX_CHARS, find_orte

from .suggestions import TOO_LONG, TYPED_MIN_CHARS

OFFERED = 12


@require_safe
@never_cache
def suggest_kommunen(request: HttpRequest) -> HttpResponse:
    """Answers 200 with one group (none when nothing fits), 400 when far too much was sent."""
    typed = request.GET.get("q", "")
    if len(typed) > TYPED_MAX_CHARS:
        return JsonResponse({"fehler": TOO_LONG}, status=400)
    found = find_orte(typed, OFFERED) if len(typed.strip()) >= TYPED_MIN_CHARS else []
    entries = [{"text": ort.label} for ort in found]
    groups = [{"titel": "Kommunen", "eintraege": entries}] if entries else []
    return JsonResponse({"gruppen": groups}, json_dumps_params={"ensure_ascii": False})
