"""What the wiki knows of a person, for administrators in the CMS: shown, as a file, erased.

The words come by POST only: an address would stand in logs.
"""

import json
from typing import Any

from django import forms
from django.contrib.auth import get_user_model
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods
from wagtail.admin import messages

from wiki.anmeldung.events import note
from wiki.models import Projektseite

from .erasing import erase
from .finding import SHORTEST, TOO_SHORT, Person, all_of, find_person

OWN_ACCOUNT = (
    "Dazu gehört Ihr eigenes Konto. Bitte lassen Sie das jemand anderen mit Verwaltungsrecht tun."
)


class PersonForm(forms.Form):
    wort = forms.CharField(
        label="Postfach, Anmeldename oder Name",
        min_length=SHORTEST,
        max_length=254,
        error_messages={"min_length": TOO_SHORT},
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )


@require_http_methods(["GET", "HEAD", "POST"])
def person(request: HttpRequest) -> HttpResponse:
    """Asks for whom (`?konto=` fills it in); POST shows what is there, and does what `was` says:
    `auskunft` (a file) or `loeschen`."""
    if not request.user.is_superuser:
        raise PermissionDenied
    if request.method != "POST":
        return _page(request, PersonForm(initial={"wort": _called(request.GET.get("konto", ""))}))
    form = PersonForm(request.POST)
    if not form.is_valid():
        return _page(request, form)
    found = find_person(form.cleaned_data["wort"])
    act = {"auskunft": _told, "loeschen": _erased}.get(request.POST.get("was", ""), _shown)
    return act(request, form, found)


def _called(number: str) -> str:
    if not (number.isascii() and number.isdecimal() and len(number) < 10):
        return ""
    user = get_user_model()._default_manager.filter(pk=int(number)).first()
    return (user.email or user.get_username()) if user else ""


def _page(request: HttpRequest, form: PersonForm, **found: Any) -> HttpResponse:
    context = {"form": form, "header_title": "Auskunft und Löschen", **found}
    return render(request, "suche/betrieb/person.html", context)


def _shown(request: HttpRequest, form: PersonForm, found: Person) -> HttpResponse:
    said = all_of(found)
    pages = str(Projektseite._meta.verbose_name)  # these are named below, and stay
    return _page(
        request,
        form,
        person=found,
        eintraege=[(name, len(rows)) for name, rows in said["eintraege"].items() if name != pages],
        vom_konto=sum(map(len, said["vom_konto"].values())),
        versionen=said["genannt_in_versionen"],
        seiten=said["genannt_in"],
    )


def _told(request: HttpRequest, form: PersonForm, found: Person) -> HttpResponse:
    note("Auskunft über eine Person", request.user, request)
    answer = HttpResponse(
        json.dumps(all_of(found), ensure_ascii=False, indent=1), content_type="application/json"
    )
    answer["Content-Disposition"] = 'attachment; filename="auskunft.json"'
    return answer


def _erased(request: HttpRequest, form: PersonForm, found: Person) -> HttpResponse:
    if request.user.pk in found.ids:
        form.add_error(None, OWN_ACCOUNT)
        return _shown(request, form, found)
    gone = ", ".join(map(str, found.ids)) or "keine"  # erased accounts have no number any more
    done = erase(found, really=True)
    note(f"Daten einer Person gelöscht (Konten: {gone})", request.user, request)
    text = (
        f"Gelöscht: Einträge {done.eintraege}, ältere Versionen {done.versionen}, "
        f"Konten {done.konten}."
    )
    messages.success(request, text)
    return redirect("person") if not done.seiten else _shown(request, form, find_person(found.wort))
