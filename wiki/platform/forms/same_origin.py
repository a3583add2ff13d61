"""Checks that a form was sent by a page of this wiki, for forms that set no cookie before.

Django's token would need a cookie on every page that is merely read. Browsers say where a POST
comes from (`Origin`, `Sec-Fetch-Site`), and no foreign page can forge that.
"""

from django.http import HttpRequest


def is_from_here(request: HttpRequest) -> bool:
    """Returns False when the browser names another origin. A request that names none does not come
    from a browser and passes."""
    origin = request.headers.get("Origin")
    site = request.headers.get("Sec-Fetch-Site", "same-origin")
    own = f"{request.scheme}://{request.get_host()}"
    return site in {"same-origin", "none"} and origin in {None, own}
