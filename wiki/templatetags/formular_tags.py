"""What the template of a form field needs beside what Django tells it."""

from django import template
from django.forms import BoundField
from django.utils.functional import Promise
from django.utils.safestring import SafeString, mark_safe

from wiki.texte import gettext

register = template.Library()

INPUT = "kern-form-input__input"
CLASSES = {"select": "kern-form-input__select", "checkbox": "kern-form-check__checkbox"}


@register.simple_tag
def kern_feld(field: BoundField, fehler_bei: str = "") -> str:
    """The widget with KERN's class. Django names hint and error in aria-describedby.

    `fehler_bei`: the id of an error that stands elsewhere on the page, not at the field."""
    wrong = bool(field.errors or fehler_bei)
    kern_class = CLASSES.get(field.widget_type, INPUT)
    attrs: dict[str, str | bool] = {
        "class": f"{INPUT} {INPUT}--error" if wrong and kern_class == INPUT else kern_class
    }
    if field.widget_type == "password" and "autocomplete" not in field.field.widget.attrs:
        attrs["autocomplete"] = "current-password"
    if fehler_bei:
        described_by = f"{fehler_bei} {field.aria_describedby or ''}".strip()
        attrs |= {"aria-invalid": "true", "aria-describedby": described_by}
    return field.as_widget(attrs=attrs)


@register.simple_tag
def hilfetext(field: BoundField) -> str:
    """The hint in the visitor's language. What comes as HTML (the rules for passwords) stays HTML:
    the tag `translate` would show its angle brackets."""
    said = str(field.help_text) if isinstance(field.help_text, Promise) else field.help_text
    translated = gettext(said)
    return mark_safe(translated) if isinstance(said, SafeString) else translated  # noqa: S308
