"""What the template of a form field needs beside what Django tells it."""

from django import template
from django.forms import BoundField

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
    if field.widget_type == "password":
        attrs["autocomplete"] = "current-password"
    if fehler_bei:
        described_by = f"{fehler_bei} {field.aria_describedby or ''}".strip()
        attrs |= {"aria-invalid": "true", "aria-describedby": described_by}
    return field.as_widget(attrs=attrs)
