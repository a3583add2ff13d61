"""An event -> what is said of it: nothing, if not everybody may read the page by now."""

from dataclasses import replace
from typing import Any

from django.urls import reverse
from wagtail.models import Page

from suche.luecken.models import Luecke
from suche.schnittstelle import said
from wiki.models import Projektseite
from wiki.platform.addresses import absolute
from wiki.visibility import anonymous_request, visible_to

from .models import Webhook
from .schema import Meldung

Ereignis = Webhook.Ereignis


def meldung_of(ereignis: str, number: int, before: str = "") -> Meldung | None:
    """`number`: of the page, or of the Lücke. `before`: the status that it had."""
    if ereignis == Ereignis.FRAGE:
        return _open_question(number)
    if ereignis == Ereignis.BEANTWORTET:
        return _answered(number)
    page = _public(number)
    if not isinstance(page, Projektseite):
        return None
    return _new(page) if ereignis == Ereignis.NEU else _status(page, before)


def _public(page_id: int) -> Page | None:
    page = visible_to(Page.objects.filter(pk=page_id), anonymous_request()).first()
    return page and page.specific


def _new(page: Projektseite) -> Meldung:
    names = ", ".join(kommune.name for kommune in page.kommunen.all())
    return _about(Ereignis.NEU, f"Neu im Wiki ({names}):", page)


def _status(page: Projektseite, before: str) -> Meldung | None:
    if page.status == before:
        return None  # it has been taken back since
    was, is_now = Projektseite.Status(before).label, page.get_status_display()
    meldung = _about(Ereignis.STATUS, f"Status geändert, {was} → {is_now}:", page)
    return replace(meldung, daten={**meldung.daten, "status_vorher": was})


def _about(ereignis: str, satz: str, page: Projektseite) -> Meldung:
    project: dict[str, Any] = said.projektkopf(page).model_dump(mode="json")
    return Meldung(ereignis, satz, page.title, absolute(page.get_url()), {"projekt": project})


def _open_question(luecke_id: int) -> Meldung | None:
    """Returns the message about a Lücke that is still open. It holds no word of the question, which
    is for editors only, but leads to it in the CMS."""
    if not Luecke.objects.filter(pk=luecke_id, stand=Luecke.Stand.OFFEN).exists():
        return None
    address = absolute(f"{reverse('luecken_bericht')}?luecke={luecke_id}#luecke-{luecke_id}")
    satz = "Mehrere haben etwas gefragt, worauf das Wiki keine gute Antwort hat:"
    return Meldung(Ereignis.FRAGE, satz, "In der Redaktion ansehen", address)


def _answered(luecke_id: int) -> Meldung | None:
    answer = Luecke.objects.filter(pk=luecke_id).values_list("antwort", flat=True).first()
    page = _public(answer) if answer else None
    if page is None:
        return None
    satz = "Eine Frage, auf die das Wiki keine gute Antwort hatte, hat jetzt eine:"
    return Meldung(Ereignis.BEANTWORTET, satz, page.title, absolute(page.get_url()))
