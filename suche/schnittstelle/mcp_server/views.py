"""`POST /mcp/`: streamable HTTP without a stream. Each request is answered whole, as JSON."""

from asgiref.sync import async_to_sync
from django.core.exceptions import RequestDataTooBig
from django.http import HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from suche.exceptions import ScopeMissing

from ..callers import AnybodyOrToken
from ..models import Bereich
from ..problems import NO_SCOPE, NO_TOKEN, TOO_LARGE, problem_answer


@csrf_exempt
@require_POST
@never_cache
def mcp(request: HttpRequest) -> HttpResponse:
    try:
        if not AnybodyOrToken(Bereich.MCP)(request):
            return problem_answer(request, NO_TOKEN)
    except ScopeMissing as error:
        return problem_answer(request, NO_SCOPE, str(error))
    try:
        body = request.body
    except RequestDataTooBig:
        return problem_answer(request, TOO_LARGE)
    from .exchange import answer  # only here: the protocol's SDK takes a third of all imports

    return async_to_sync(answer)(request, body)
