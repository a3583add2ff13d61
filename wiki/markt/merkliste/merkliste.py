"""`Merkliste`: projects a visitor has put aside. It lives in a signed cookie and nowhere else."""

from collections.abc import Sequence
from typing import Any
from urllib.parse import quote, unquote

from django.conf import settings
from django.core.signing import BadSignature
from django.http import HttpRequest, HttpResponse

from wiki.markt.exceptions import TooManyOnTheList
from wiki.models import Projektseite
from wiki.schriftstueck.schema import printable
from wiki.visibility import sources_of, visible_to

COOKIE = "merkliste"
HOECHSTENS = 50
DAUER_S = 180 * 24 * 60 * 60
NAME_MAX_CHARS = 80
BEFORE_NAME = "~"  # "12.45~Kita%202027"


def remembered_ids(request: HttpRequest) -> list[int]:
    """Reads the ids from the cookie, the latest last, of an alias its source."""
    ids, _, _ = _cookie(request).partition(BEFORE_NAME)
    numbers = [int(part) for part in ids.split(".") if part.isdigit()]
    return sources_of(numbers[:HOECHSTENS], request)


def remembered_name(request: HttpRequest) -> str:
    """What the visitor calls the list; empty without a name."""
    _, _, name = _cookie(request).partition(BEFORE_NAME)
    return clean_name(unquote(name))


def _cookie(request: HttpRequest) -> str:
    """Returns what the cookie says; nothing if somebody has tampered with it."""
    try:
        return str(request.get_signed_cookie(COOKIE, default="", salt=COOKIE))
    except BadSignature:
        return ""


def clean_name(typed: str) -> str:
    """One line of text, without characters that would turn or break it."""
    return " ".join(printable(typed).split())[:NAME_MAX_CHARS].strip()


def remembered_projects(request: HttpRequest) -> list[Projektseite]:
    """Returns the remembered projects that the visitor may read, in the order of the list."""
    ids = remembered_ids(request)
    if not ids:
        return []
    found = visible_to(Projektseite.objects.filter(pk__in=ids), request)
    pages = {page.pk: page for page in found.prefetch_related("kommunen", "themen")}
    return [pages[pk] for pk in ids if pk in pages]


def visible_remembered_ids(request: HttpRequest) -> list[int]:
    """Returns the ids of those projects. They are kept on the request, because every card and the
    menu ask for them."""
    kept: Any = getattr(request, "_merkliste", None)
    if kept is None:
        ids = remembered_ids(request)
        rows = visible_to(Projektseite.objects.filter(pk__in=ids), request) if ids else None
        seen = set(rows.order_by().values_list("pk", flat=True)) if rows is not None else set()
        kept = [pk for pk in ids if pk in seen]
        request._merkliste = kept  # type: ignore[attr-defined]
    return list(kept)


def changed_ids(ids: Sequence[int], projekt: int, *, merken: bool) -> list[int]:
    """Returns the list with the project put on or taken off. Doing either twice changes nothing."""
    rest = [pk for pk in ids if pk != projekt]
    if not merken:
        return rest
    if projekt in ids:
        return list(ids)
    if len(rest) >= HOECHSTENS:
        raise TooManyOnTheList()
    return [*rest, projekt]


def joined_ids(ids: Sequence[int], others: Sequence[int]) -> list[int]:
    """Returns the list with all the others put on."""
    joined = list(dict.fromkeys([*ids, *others]))
    if len(joined) > HOECHSTENS:
        raise TooManyOnTheList()
    return joined


def write(response: HttpResponse, ids: Sequence[int], name: str = "") -> None:
    """Put the list into the visitor's cookie; an empty one takes the cookie away."""
    if not ids:
        response.delete_cookie(COOKIE, samesite="Lax")
        return
    response.set_signed_cookie(
        COOKIE,
        ".".join(map(str, ids)) + (f"{BEFORE_NAME}{quote(name)}" if name else ""),
        salt=COOKIE,
        max_age=DAUER_S,
        httponly=True,
        samesite="Lax",
        secure=settings.SESSION_COOKIE_SECURE,
    )
