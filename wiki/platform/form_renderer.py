"""How public forms look: every field by one template, in KERN's look."""

from django.forms.renderers import TemplatesSetting


class KernRenderer(TemplatesSetting):
    """`{{ form.name.as_field_group }}` renders label, hint, widget and error of a field. The CMS
    has fields of its own, which never ask for this template."""

    field_template_name = "includes/formular/_feld.html"
