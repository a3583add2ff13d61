"""Which language a page and its parts have. Every template has these tags (settings)."""

from typing import Any

from django import template
from django.utils import translation
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from wiki.seitenlinks import address_here
from wiki.sprache.choosing import GERMAN, is_german_by_need, wanted_language
from wiki.texte import gettext

register = template.Library()


@register.simple_tag
def deutsch() -> SafeString:
    """` lang="de"` for an element of a translated page that holds words of an article (WCAG 3.1.2);
    nothing on a page that is German anyway."""
    is_german = translation.get_language() == GERMAN
    return mark_safe("" if is_german else ' lang="de"')  # noqa: S308 - fixed text


@register.simple_tag
def seitensprache() -> str:
    """` lang="en"` for what is translated in the midst of German words; nothing on German pages."""
    language = translation.get_language()
    return "" if language == GERMAN else format_html(' lang="{}"', language)


@register.simple_block_tag
def auf_deutsch(content: str) -> str:
    """Words of an article inside of a translated sentence."""
    if translation.get_language() == GERMAN:
        return content
    return format_html('<span lang="de">{}</span>', content)


@register.simple_block_tag
def in_seitensprache(content: str) -> str:
    """Translated words inside of an article."""
    language = translation.get_language()
    if language == GERMAN:
        return content
    return format_html('<span lang="{}">{}</span>', language, content)


@register.simple_tag
def sprache_von(text: str) -> SafeString:
    """` lang="de"` if a text on a translated page is an editor's, and no message of ours."""
    is_ours = not text or gettext(str(text)) != str(text)
    return mark_safe("") if is_ours else deutsch()


@register.simple_tag
def angabe(text: str) -> str:
    """A value that may be a word of ours, which is translated, or an editor's, which is German."""
    said = gettext(str(text or ""))
    if said != str(text or "") or translation.get_language() == GERMAN:
        return said
    return format_html('<span lang="de">{}</span>', said)


@register.simple_tag(takes_context=True)
def nur_deutsch(context: dict[str, Any]) -> bool:
    """Whether the visitor wants a language that this page is not written in."""
    request = context.get("request")
    return is_german_by_need(request) if request else False


@register.simple_tag(takes_context=True)
def zurueck_hierher(context: dict[str, Any]) -> str:
    """Where a form or page of settings leads back to: language, own Kommune."""
    return address_here(context.get("request"), "/")


@register.simple_tag(takes_context=True)
def gewaehlte_sprache(context: dict[str, Any]) -> str:
    """The language that the visitor wants."""
    request = context.get("request")
    return wanted_language(request) if request else GERMAN
