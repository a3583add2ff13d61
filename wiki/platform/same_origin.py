"""Forms that set no cookie beforehand: was this one sent by our own page?

Django's token would need a cookie on every page that is merely read. Browsers say where a POST
comes from (`Origin`, `Sec-Fetch-Site`), and no foreign page can forge that.
"""

from django.http import HttpRequest


def is_from_here(request: HttpRequest) -> bool:
    """Returns False when the browser names another origin; a client that names none is no
    browser."""
    origin = request.headers.get("Origin")
    site = request.headers.get("Sec-Fetch-Site", "same-origin")
    own = f"{request.scheme}://{request.get_host()}"
    return site in {"same-origin", "none"} and origin in {None, own}
