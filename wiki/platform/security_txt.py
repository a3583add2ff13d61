"""Answers `/.well-known/security.txt` (RFC 9116): whom to tell of a security hole."""

from datetime import UTC, datetime, timedelta

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse

CONTACT_VALID_DAYS = 180  # the RFC wants less than a year; every answer begins anew


def security_txt(request: HttpRequest) -> HttpResponse:
    """Answers with the operator's contact; 404 while SICHERHEIT_KONTAKT is empty."""
    contact = settings.SICHERHEIT_KONTAKT
    if not contact:
        raise Http404
    if not contact.startswith("https://"):
        contact = f"mailto:{contact}"
    expires = (datetime.now(UTC) + timedelta(days=CONTACT_VALID_DAYS)).strftime(
        "%Y-%m-%dT00:00:00Z"
    )
    lines = [f"Contact: {contact}", f"Expires: {expires}", "Preferred-Languages: de, en"]
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")
