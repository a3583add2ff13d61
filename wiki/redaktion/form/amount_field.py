"""The field for an amount of money in the form. It takes what people write, as the import does."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from wiki.felder.felder import FELDER
from wiki.felder.schema import Art
from wiki.german.amount_cells import AmountInvalid, ReadAmount, parse_amount
from wiki.german.cost_parts import with_remark

NOTHING = ReadAmount(None)
AMOUNTS = tuple(feld.name for feld in FELDER if feld.art is Art.BETRAG)


class Betragsfeld(forms.Field):
    """`12.000 €` -> an amount of 12000; `ca. 12 T€` -> none, and the text as its remark."""

    widget = forms.TextInput(attrs={"autocomplete": "off"})

    def to_python(self, value: Any) -> ReadAmount:
        """Raises ValidationError for a text that says no amount, not even a vague one."""
        if value is None or isinstance(value, ReadAmount):
            return value or NOTHING
        try:
            return parse_amount(value)
        except AmountInvalid as error:
            raise ValidationError(str(error)) from error

    def prepare_value(self, value: Any) -> Any:
        """Shows a stored number as it is written: 12500 -> `12.500`."""
        return f"{value:,}".replace(",", ".") if isinstance(value, int) else value

    def has_changed(self, initial: Any, data: Any) -> bool:
        try:
            return self.to_python(initial) != self.to_python(data)
        except ValidationError:
            return True


def split_amounts(cleaned: dict[str, Any]) -> None:
    """Puts the number of each amount into its field, and what the number cannot say in front of the
    remark beside it."""
    for name in AMOUNTS:
        betrag = cleaned.get(name)
        if not isinstance(betrag, ReadAmount):
            continue
        cleaned[name] = betrag.euro
        said = cleaned.get(f"{name}_hinweis") or ""
        if remark := with_remark(betrag.anmerkung, said):
            cleaned[f"{name}_hinweis"] = remark
