"""The visitor sets and removes their own Kommune; a key that no municipality has is ignored and
taken away. Where it is kept: `wiki.gemeinden.heimat`.
"""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.cache import patch_vary_headers
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_http_methods

from wiki.fakten.facts import Ort
from wiki.fakten.loading import load_fakten
from wiki.fakten.size_difference import SizeDifference, most_telling
from wiki.gemeinden.heimat import COOKIE, heimat_of

from .ortswahl import KommuneField, current_orte

ONE_YEAR_S = 365 * 24 * 60 * 60


class HeimatForm(forms.Form):
    """Asks for the visitor's own Kommune; an empty choice removes the cookie."""

    kommune = KommuneField(required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """The browser wants a name; what removes the cookie is a button of its own."""
        super().__init__(*args, **kwargs)
        self.fields["kommune"].widget.attrs["required"] = True


def beside_own(projekte: Iterable[int], heimat: Ort | None) -> dict[int, SizeDifference]:
    """Id of a project -> its Kommune beside the visitor's own. The caller has decided that the
    visitor may read them."""
    if heimat is None:
        return {}
    fakten = load_fakten(list(projekte))
    return {f.pk: found for f in fakten if (found := most_telling(f.kommunen, heimat))}


def home_label(request: HttpRequest) -> str:
    """Returns how a form names the visitor's own municipality; empty when none is set."""
    heimat = heimat_of(request)
    return label_of(heimat) if heimat else ""


def label_of(ort: Ort) -> str:
    return current_orte().label_of(ort.slug, ort.name)


def tidy_cookie(request: HttpRequest, response: HttpResponse, heimat: Ort | None) -> HttpResponse:
    """Takes a cookie away that names no Kommune, and tells caches that the page depends on it."""
    patch_vary_headers(response, ["Cookie"])
    if COOKIE in request.COOKIES and heimat is None:
        response.delete_cookie(COOKIE, samesite="Lax")
    return response


@require_http_methods(["GET", "HEAD", "POST"])
def set_heimat(request: HttpRequest) -> HttpResponse:
    """Shows the form of `/suche/heimat/`, or writes the chosen Kommune into the cookie and leads
    back to the address `weiter`."""
    heimat = heimat_of(request)
    if request.method != "POST":
        form = HeimatForm(initial={"kommune": label_of(heimat) if heimat else ""})
        context = {"form": form, "heimat": heimat, "weiter": _next(request.GET.get("weiter"))}
        return tidy_cookie(request, render(request, "suche/heimat.html", context), heimat)
    form, weiter = HeimatForm(request.POST), _next(request.POST.get("weiter"))
    if not form.is_valid():
        context = {"form": form, "heimat": heimat, "weiter": weiter}
        return render(request, "suche/heimat.html", context, status=400)
    response = redirect(weiter)
    kommune = form.cleaned_data["kommune"]
    if kommune is None:
        response.delete_cookie(COOKIE, samesite="Lax")
    else:
        response.set_cookie(
            *(COOKIE, kommune.slug, ONE_YEAR_S),
            secure=request.is_secure(),
            httponly=True,
            samesite="Lax",
        )
    return response


def _next(address: str | None) -> str:
    """Returns the address if it belongs to this wiki, else that of the search."""
    here = url_has_allowed_host_and_scheme(address or "", allowed_hosts=None)
    return address if here and address and address.startswith("/") else reverse("suche")
