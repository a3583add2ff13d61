"""Lets browsers load scripts, styles, fonts and images only from this server, and use nothing of
the device."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

SITE_POLICY = (
    "default-src 'self'; img-src 'self' data:; style-src 'self'; script-src 'self'; "
    "object-src 'none'; base-uri 'self'; form-action 'self'; frame-ancestors 'self'"
)
# Wagtail's editor writes styles into its pages; scripts it has only in files
# (wiki.redaktion.inline_scripts).
ADMIN_POLICY = SITE_POLICY.replace("style-src 'self'", "style-src 'self' 'unsafe-inline'")

UNUSED = ("browsing-topics", "camera", "geolocation", "microphone", "payment", "usb")
PERMISSIONS = ", ".join(f"{feature}=()" for feature in UNUSED)


class ContentSecurityPolicyMiddleware:
    """Sets Content-Security-Policy and Permissions-Policy unless the view has set them."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        policy = ADMIN_POLICY if request.path.startswith("/admin/") else SITE_POLICY
        response.headers.setdefault("Content-Security-Policy", policy)
        response.headers.setdefault("Permissions-Policy", PERMISSIONS)
        return response
