"""What the form below an article is sent to."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from wiki.models import Projektseite
from wiki.platform.forms.same_origin import is_from_here
from wiki.visibility import visible_to

from .counting import ANSWERS, count_answer, is_token_of

THANKS = "?geholfen=danke#seite-hilfreich"
INVALID = "Diese Antwort ließ sich nicht zählen. Bitte laden Sie den Artikel neu."


@csrf_exempt  # no cookie for mere reading: is_from_here looks at the origin instead
@require_POST
def helpful(request: HttpRequest, page_id: int) -> HttpResponse:
    """`POST /hilfreich/<page>/` with `antwort` (ja or nein) and `marke`: counts and leads back.
    404 for a page that this visitor may not read, 400 for anything that is not this form."""
    page = visible_to(Projektseite.objects.filter(pk=page_id), request).first()
    url = page.get_url(request) if page else None
    if page is None or not url:
        raise Http404
    answer, token = request.POST.get("antwort", ""), request.POST.get("marke", "")
    if answer not in ANSWERS or not is_from_here(request) or not is_token_of(page, token):
        return HttpResponse(INVALID, status=400, content_type="text/plain; charset=utf-8")
    count_answer(page, answer)
    return redirect(f"{url}{THANKS}")
