"""A form field that asks for any municipality: a text field with suggestions while typing.

Without JavaScript a name that several bear leads to a choice below the field.
"""

from collections.abc import Iterator
from typing import Any

from django import forms
from django.db.models import Q
from django.urls import reverse_lazy

from wiki.fakten.codes import KommuneTyp
from wiki.fakten.facts import Ort
from wiki.gemeinden.orte import ort_with
from wiki.models import Gemeinde, Gemeindestand, Kommune, Projektseite
from wiki.platform.table_cache import TableCache
from wiki.texte import gettext as _
from wiki.texte import noop
from wiki.visibility import anonymous_request, visible_to

from .ortsverzeichnis import Ortsverzeichnis, Verzeichnisort

TYPED_MAX_CHARS = 200
OFFERED = 20  # below the field
HINT = noop("Namen eintippen und wählen: jede Stadt, Gemeinde, Verbandsgemeinde und jeder Kreis.")
UNKNOWN = noop("Diese Kommune kennt das Wiki nicht. Bitte prüfen Sie den Namen.")
SEVERAL = noop("Das passt auf mehrere Kommunen. Bitte wählen Sie Ihre aus.")


class Kommunenwahl(forms.TextInput):
    """The text field; below it, as radio buttons, whom an unclear text may mean. What is chosen
    there counts before the text."""

    template_name = "includes/formular/_kommunenwahl.html"

    def __init__(self) -> None:
        super().__init__(
            attrs={
                "maxlength": TYPED_MAX_CHARS,
                "autocomplete": "off",
                "spellcheck": "false",
                "data-vorschlaege": reverse_lazy("kommunenvorschlaege"),
            }
        )

    def value_from_datadict(self, data: Any, files: Any, name: str) -> Any:
        return data.get(f"{name}-gemeint") or data.get(name)

    def get_context(self, name: str, value: Any, attrs: Any) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        offered = offers(str(value)) if value else []
        context["widget"]["gemeint"] = [ort.label for ort in offered]
        return context


class KommuneField(forms.CharField):
    """Its value is an Ort, or None. `Ort.slug` is the key for `wiki.gemeinden.orte`."""

    widget = Kommunenwahl

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(
            max_length=TYPED_MAX_CHARS,
            **{"label": noop("Ihre Kommune"), "help_text": HINT} | kwargs,
        )

    def clean(self, value: Any) -> Any:
        text = super().clean(value)
        return _the_one(text) if text else None


def current_orte() -> Ortsverzeichnis:
    """Returns all municipalities; read anew when the register or a Kommune has changed."""
    return _orte.get()


def find_orte(typed: str, most: int) -> list[Verzeichnisort]:
    """Returns what is offered while typing."""
    return _public(current_orte().find(typed, most))


def offers(text: str) -> list[Verzeichnisort]:
    """Returns whom a text may mean, if that is not clear; nobody when it is."""
    meant = _public(current_orte().meant(text))
    if len(meant) == 1:
        return []
    return meant[:OFFERED] or find_orte(text, OFFERED)


def _public(orte: list[Verzeichnisort]) -> list[Verzeichnisort]:
    """Leaves out municipalities that the register does not have and that only pages name which not
    everybody may read: that they are offered at all would tell what these pages are about."""
    own = [ort.key for ort in orte if not ort.im_register]
    if not own:
        return orte
    pages = visible_to(Projektseite.objects.all(), anonymous_request()).order_by().values("pk")
    kommunen = Kommune.objects.filter(slug__in=own)
    named = kommunen.filter(Q(projekte__isnull=False) | Q(nachnutzungen__isnull=False))
    shown = kommunen.filter(Q(projekte__in=pages) | Q(nachnutzungen__projekt__in=pages))
    hidden = set(named.exclude(pk__in=shown).values_list("slug", flat=True))
    return [ort for ort in orte if ort.key not in hidden]


def ort_called(text: str) -> Ort | None:
    """Returns the municipality that alone is called so; None where there is none, or several."""
    meant = _public(current_orte().meant(text))
    return ort_with(meant[0].key) if len(meant) == 1 else None


def _the_one(text: str) -> Ort:
    ort = ort_called(text)
    if ort is None:
        raise forms.ValidationError(_(SEVERAL if offers(text) else UNKNOWN))
    return ort


def _load() -> Ortsverzeichnis:
    return Ortsverzeichnis.of(_all_orte())


def _all_orte() -> Iterator[Verzeichnisort]:
    """Yields the municipalities of the register, and Kommunen of the wiki that it does not have.
    One with a page is also found by the name it has there. A Land is no municipality."""
    pages = {key: kommune for kommune in _kommunen() for key in _keys_of(kommune)}
    listed = set()
    for gemeinde in Gemeinde.objects.filter(aufgeloest=False).iterator():
        kommune = pages.get(gemeinde.ags) or pages.get(gemeinde.schluessel)
        listed.add(kommune.pk if kommune else None)
        yield Verzeichnisort(
            kommune.slug if kommune else gemeinde.schluessel,
            *(gemeinde.name, gemeinde.typ, gemeinde.zusatz),
            weitere=(kommune.name,) if kommune else (),
        )
    for kommune in _kommunen():
        if kommune.pk not in listed:
            zusatz = f"{kommune.get_typ_display()}, {kommune.land}"
            yield Verzeichnisort(
                *(kommune.slug, kommune.name, kommune.typ, zusatz), im_register=False
            )


def _kommunen() -> list[Kommune]:
    return list(Kommune.objects.exclude(typ=KommuneTyp.LAND).order_by("-pk"))


def _keys_of(kommune: Kommune) -> Iterator[str]:
    yield from filter(None, (kommune.ags, kommune.regionalschluessel))


_orte = TableCache(_load, Gemeindestand, Kommune)
