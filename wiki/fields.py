"""Model fields that Django does not bring."""

from typing import Any

from django import forms
from django.contrib.postgres.fields import ArrayField


class ChoiceArrayField(ArrayField):
    """An array of choices, edited with one checkbox each."""

    def formfield(self, **kwargs: Any) -> forms.Field | None:
        choices = self.base_field.choices or []
        return forms.MultipleChoiceField(
            choices=list(choices),
            widget=forms.CheckboxSelectMultiple,
            required=not self.blank,
            label=self.verbose_name,
            help_text=self.help_text,
            initial=list,
        )
