"""The boxes beside the hits, with which they are narrowed down."""

from collections.abc import Sequence

from django import template
from django.utils.html import format_html_join
from django.utils.safestring import SafeString

from wiki.fakten.facets import Facette
from wiki.fakten.filters import Wert
from wiki.templatetags.sprache_tags import auf_deutsch
from wiki.texte import gettext

register = template.Library()

# Put together here and not in a template: an answer has fifty of these boxes, and a template takes
# .15 ms for each, a tenth of the whole page.
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
    boxes = (_box(facette.name, wert) | {"nummer": n} for n, wert in enumerate(werte, nach + 1))
    return format_html_join("", BOX, boxes)


def _box(name: str, wert: Wert) -> dict[str, object]:
    """What BOX says of a value. The names of Themen are German on every page."""
    return {
        "name": name,
        "wert": wert.wert,
        "text": auf_deutsch(wert.text) if name == "thema" else gettext(wert.text),
        "anzahl": wert.anzahl,
        "treffer": gettext("Treffer"),
        "klasse": " suche-facette__unter" if wert.unter else "",
        "gewaehlt": " checked" if wert.gewaehlt else "",
    }
