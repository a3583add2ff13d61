"""Renders every field of the public forms by one template, in KERN's look."""

from django.forms.renderers import TemplatesSetting


class KernRenderer(TemplatesSetting):
    """Renders label, hint, widget and error of a field for `{{ form.name.as_field_group }}`. The
    CMS renders its fields itself and does not use this template."""

    field_template_name = "includes/formular/_feld.html"
