"""How an article is passed on: cited, and as a code for a camera on paper."""

from typing import Any

import segno
from django import template
from django.utils import timezone, translation
from django.utils.dateformat import format as format_date
from django.utils.safestring import SafeString, mark_safe

from wiki.mitmachen.hilfreich.counting import token_of
from wiki.models import Nachnutzung, Projektseite
from wiki.platform.addresses import absolute
from wiki.sprache.choosing import GERMAN
from wiki.visibility import chosen_once, visible_to

register = template.Library()


@register.simple_tag(takes_context=True)
def volle_adresse(context: dict[str, Any], page: Projektseite) -> str:
    """The address of a published article as it is called up from elsewhere; empty in a preview."""
    request = context.get("request")
    url = page.get_url(request) if request and page.live else None
    return absolute(url) if url else ""


@register.simple_tag
def hilfreich_marke(page: Projektseite) -> str:
    """What the form "Hat das geholfen?" brings along."""
    return token_of(page)


@register.simple_tag
def qr_code(adresse: str) -> SafeString:
    """The address as a drawing in the page: no request, no script."""
    code = segno.make(adresse or "/", error="m", micro=False)
    return mark_safe(code.svg_inline(scale=2.5, border=1))  # noqa: S308 - made here


@register.simple_tag
def zitat(page: Projektseite, adresse: str) -> str:
    """What a note or a paper writes to point to an article; German, as the article is."""
    with translation.override(GERMAN):
        return _citation(page, adresse)


def _citation(page: Projektseite, adresse: str) -> str:
    orte = ", ".join(kommune.name for kommune in page.kommunen.all())
    known = getattr(page, "seitenstand", None)  # an alias has none
    stand = known.geaendert_text if known else ""
    today = format_date(timezone.localdate(), "j. F Y")
    title = f"Digitale Städte, das Wiki der Kommunen: {page.title}"
    parts = [title + (f" ({orte})" if orte else "")]
    parts += [f"Stand: {stand}"] if stand else []
    return ". ".join([*parts, f"{adresse}, aufgerufen am {today}."])


@register.simple_tag(takes_context=True)
def nachgenutzt_von(
    context: dict[str, Any], page: Projektseite
) -> list[tuple[Nachnutzung, list[Projektseite]]]:
    """Returns who took the solution over, each with what the wiki knows of what came of it:
    projects of that Kommune that name this one as related, or that it names."""
    request, found = context.get("request"), list(page.nachnutzungen.all())
    if not (request and page.pk and found):
        return [(nachnutzung, []) for nachnutzung in found]
    ids = {*page.verwandte.values_list("ziel_id", flat=True)}
    ids |= {*page.verwandt_mit.values_list("projekt_id", flat=True)}
    related = visible_to(Projektseite.objects.filter(chosen_once(ids)), request)
    by_kommune: dict[int, list[Projektseite]] = {}
    for projekt in related.prefetch_related("kommunen"):
        for kommune in projekt.kommunen.all():
            by_kommune.setdefault(kommune.pk, []).append(projekt)
    return [(n, by_kommune.get(n.kommune_id, [])) for n in found]
