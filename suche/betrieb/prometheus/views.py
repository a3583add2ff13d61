"""`/metrics`, for the monitoring system only: figures tell how much there is that is private."""

from ipaddress import ip_address, ip_network

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseForbidden
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe
from prometheus_client import CONTENT_TYPE_LATEST, CollectorRegistry, generate_latest

from .counters import counted
from .gauges import WikiCollector

REFUSED = "Nur für die Überwachung (WIKI_METRIK_NETZE).\n"
# Set by every proxy that works as docs/betrieb.md wants it: behind one, all requests seem to come
# from this very machine.
FORWARDED = ("X-Forwarded-For", "X-Forwarded-Proto", "X-Real-IP", "Forwarded", "Via")


@never_cache
@require_safe
def metrics(request: HttpRequest) -> HttpResponse:
    """The figures in Prometheus' text format; 403 for whoever comes from elsewhere."""
    if not _may_ask(request):
        return HttpResponseForbidden(REFUSED, content_type="text/plain; charset=utf-8")
    now = CollectorRegistry()
    now.register(WikiCollector())
    text = generate_latest(now) + generate_latest(counted())
    return HttpResponse(text, content_type=CONTENT_TYPE_LATEST)


def _may_ask(request: HttpRequest) -> bool:
    """Returns whether the request comes from this machine or a named network, and directly."""
    if any(name in request.headers for name in FORWARDED):
        return False
    try:
        address = ip_address(request.META.get("REMOTE_ADDR", ""))
    except ValueError:  # a Unix socket: whoever may open it is the proxy
        return False
    mapped = getattr(address, "ipv4_mapped", None)
    address = mapped or address
    return address.is_loopback or any(
        address in ip_network(network) for network in settings.METRIK_NETZE
    )
