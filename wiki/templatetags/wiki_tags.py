"""Template helpers of the wiki."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django import template
from django.http import HttpRequest
from django.utils.html import format_html
from wagtail.models import Page
from wagtail.rich_text import RichText

from wiki import seitenlinks
from wiki.felder.schema import Art, Gruppe
from wiki.felder.telefon import dialled
from wiki.felder.values import Fakt, euro, facts_of
from wiki.mitmachen.versionen import may_see_versions
from wiki.mitmachen.verweise import page_titled, pages_linking_to, related_projects
from wiki.models import Linkpruefung, Projektseite
from wiki.postfach import one_line
from wiki.visibility import anonymous_request, is_visible_document, visible_to, without_hidden_links

register = template.Library()


register.filter(euro)
register.filter("einzeilig", one_line)
register.filter("waehlbar", dialled)
FAKT_TEMPLATE, FAKT_LIST_TEMPLATE = (
    "includes/steckbrief/_fakt.html",
    "includes/steckbrief/_fakt_liste.html",
)
LISTEN = {Art.ZEILEN, Art.WEGE, Art.PRODUKTE}


@register.filter
def weitere_fakten(page: Projektseite) -> list[tuple[Fakt, str]]:
    """The lines of the fact box below status and costs, each with the template that shows it;
    without the contact, which is asked for where nobody knows it."""
    groups = set(Gruppe) - {Gruppe.LEAD, Gruppe.KOPF, Gruppe.KONTAKT}
    facts = [
        fakt for fakt in facts_of(page) if fakt.feld.gruppe in groups and not fakt.feld.kapitel
    ]
    return [(fakt, _template_of(fakt)) for fakt in facts if fakt.feld.art is not Art.BETRAG]


def _template_of(fakt: Fakt) -> str:
    return FAKT_LIST_TEMPLATE if fakt.feld.art in LISTEN else FAKT_TEMPLATE


@register.filter
def sichtbar_fuer(page: Page | None, request: HttpRequest) -> bool:
    """Whether this visitor may read `page`; for links from one article to another."""
    if page is None:
        return False
    return visible_to(Page.objects.filter(pk=page.pk), request).exists()


@register.simple_tag(takes_context=True)
def fliesstext(context: dict[str, Any], text: RichText | str) -> str:
    """A text with its links, of which those to what this visitor may not see are only words."""
    source = text.source if isinstance(text, RichText) else text
    request = context.get("request") or anonymous_request()
    return str(RichText(without_hidden_links(source, request)))


@register.filter
def dokument_sichtbar_fuer(document: Any, request: HttpRequest) -> bool:
    """Whether this visitor may open `document`."""
    return is_visible_document(document, request or anonymous_request())


@register.simple_tag(takes_context=True)
def seite_mit_titel(context: dict[str, Any], titel: str) -> Page | None:
    """The page that was once missing, now that somebody has written it."""
    request = context.get("request")
    return page_titled(titel, request) if request else None


@register.simple_tag(takes_context=True)
def verwandte_projekte(context: dict[str, Any], page: Projektseite) -> list[Projektseite]:
    """Projects that this one names as related, or that name this one. A preview has no address."""
    request = context.get("request")
    return related_projects(page, request) if request and page.pk else []


@register.simple_tag(takes_context=True)
def links_auf(context: dict[str, Any], page: Page) -> list[Page]:
    """Visible pages that link to this one."""
    request = context.get("request")
    return pages_linking_to(page, request) if request and page.pk else []


@register.filter
def zeigt_versionen(page: Page, request: HttpRequest) -> bool:
    """Whether the page's earlier versions are offered to this visitor."""
    return may_see_versions(request.user, page)


@register.simple_tag(takes_context=True)
def seiten_url(context: dict[str, Any], typ: str, slug: str = "") -> str:
    """The address of the page of a type, `Projektverzeichnis`; empty when there is none."""
    return seitenlinks.seiten_url(context.get("request"), typ, slug)


@register.simple_block_tag(takes_context=True)
def seitenlink(context: dict[str, Any], content: str, typ: str, abfrage: str = "") -> str:
    """What stands in the block as a link to the page of a type; only the words when there is none.

    `abfrage`: the query of the address, `ansicht=karte`."""
    address = seitenlinks.seiten_url(context.get("request"), typ)
    if not address:
        return content
    return format_html('<a href="{}{}">{}</a>', address, f"?{abfrage}" if abfrage else "", content)


@register.simple_tag
def mit_erreichbarkeit(quellen: Iterable[Any]) -> list[tuple[Any, datetime | None]]:
    """Each source, with the time at which its address was tried in vain."""
    rows = list(quellen)
    urls = [quelle.url for quelle in rows if quelle.url]
    dead = Linkpruefung.objects.filter(url__in=urls, erreichbar=False) if urls else []
    tried = {row.url: row.geprueft_am for row in dead}
    return [(quelle, tried.get(quelle.url)) for quelle in rows]
