"""The boxes beside the hits, with which they are narrowed down."""

from collections.abc import Sequence
from html import escape

from django import template
from django.utils.html import conditional_escape
from django.utils.safestring import SafeString, mark_safe

from wiki.fakten.facets import Facette
from wiki.fakten.filters import Wert
from wiki.templatetags.sprache_tags import auf_deutsch
from wiki.texte import gettext, ngettext

register = template.Library()

# Put together here and not in a template: an answer has fifty of these boxes, and a template takes
# .15 ms for each, a tenth of the whole page. Django's own format_html takes .1 ms, nearly all of it
# for finding out that no text is translated later.
BOX = """<div class="kern-form-check{klasse}">
  <input class="kern-form-check__checkbox" type="checkbox" id="filter-{name}-{nummer}"
         name="{name}" value="{wert}" form="suchformular" data-sofort{gewaehlt}>
  <label class="kern-label" for="filter-{name}-{nummer}">{text}
    <span class="wiki-anzahl">({anzahl}<span class="kern-sr-only"> {treffer}</span>)</span></label>
</div>
"""


@register.simple_tag
def facettenwerte(facette: Facette, werte: Sequence[Wert], nach: int = 0) -> SafeString:
    """A box for each of the `werte` of a Facette. They are numbered from `nach` on: the number is
    unique within the Facette."""
    name = escape(facette.name)
    one, many = _hits(1), _hits(2)
    boxes = (
        BOX.format(
            name=name,
            nummer=n,
            treffer=one if wert.anzahl == 1 else many,
            **_box(wert, facette.name == "thema"),
        )
        for n, wert in enumerate(werte, nach + 1)
    )
    return mark_safe("".join(boxes))  # noqa: S308 - all values are escaped


def _hits(number: int) -> str:
    """What is counted, without the number, which stands before it."""
    said = ngettext("{anzahl} Treffer", "{anzahl} Treffer", number)
    return escape(said.format(anzahl="").strip())


def _box(wert: Wert, is_thema: bool) -> dict[str, object]:
    """What BOX says of a value, escaped. The names of Themen are German on every page."""
    return {
        "wert": escape(wert.wert),
        "text": conditional_escape(auf_deutsch(wert.text))
        if is_thema
        else escape(gettext(wert.text)),
        "anzahl": wert.anzahl,
        "klasse": " suche-facette__unter" if wert.unter else "",
        "gewaehlt": " checked" if wert.gewaehlt else "",
    }
