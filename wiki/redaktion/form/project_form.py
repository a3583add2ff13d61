"""Checks the form of a Projektseite: what its author may choose and change."""

from collections.abc import Iterable, Iterator
from itertools import count
from typing import Any

from django.core.exceptions import ValidationError
from wagtail.admin.forms import WagtailAdminPageForm
from wagtail.blocks import StreamBlockValidationError

from wiki.models.mitarbeit import is_bound, own_kommunen
from wiki.sections import content_of, sections_of
from wiki.visibility.rich_text import Target, targets_in

from .amount_field import Betragsfeld, split_amounts

NOT_YOURS = (
    "Bitte wählen Sie auch Ihre eigene Kommune aus: Sonst können Sie diese Seite nicht mehr "
    "bearbeiten. Fälle anderer Kommunen schreibt die Redaktion."
)
# Kind of block -> what it holds.
HOLDING = {"projekt": "page", "dokument": "document", "bild": "image"}
NOT_YOUR_VIEW = (
    "Die Einschätzung schreibt die Redaktion. Bitte lassen Sie diesen Abschnitt weg oder so, "
    "wie er ist."
)


class ProjektForm(WagtailAdminPageForm):
    """The form of a Projektseite. An Autor writes for the own Kommune: others may be added to it,
    but must not replace it."""

    kosten_einmalig = Betragsfeld(label="Kosten einmalig (EUR)", required=False)
    kosten_laufend = Betragsfeld(label="Kosten laufend pro Jahr (EUR)", required=False)

    def __init__(self, data: Any = None, *args: Any, **kwargs: Any) -> None:
        user = kwargs.get("for_user")
        if data and user and is_bound(user):
            from wiki.redaktion.rollen.hidden_page_guard import (
                without_hidden,  # it needs the models, they need this
            )

            data = without_hidden(data, user, _named_in(kwargs.get("instance")))
        super().__init__(data, *args, **kwargs)

    def clean_slug(self) -> str:
        """Numbers the slug of a new page when it is taken, because two towns may give their cases
        the same title: `app` -> `app-2`."""
        slug: str = self.cleaned_data["slug"]
        if self.instance.first_published_at or not self.parent_page:
            return slug
        beside = self.parent_page.get_children().exclude(pk=self.instance.pk)
        taken = set(beside.filter(slug__startswith=slug).values_list("slug", flat=True))
        numbered = (f"{slug}-{number}" for number in count(2))
        return slug if slug not in taken else next(s for s in numbered if s not in taken)

    def clean_kommunen(self) -> Any:
        kommunen = self.cleaned_data["kommunen"]
        chosen = {kommune.pk for kommune in kommunen or []}
        user = self.for_user
        if chosen and user and is_bound(user) and not chosen & own_kommunen(user):
            raise ValidationError(NOT_YOURS)
        return kommunen

    def clean_inhalt(self) -> Any:
        """Refuses a change of an Einschätzung by an Autor: it is the Redaktion's view."""
        inhalt = self.cleaned_data["inhalt"]
        self.check_article(inhalt)
        return inhalt

    def check_article(self, inhalt: Any) -> None:
        """Raises StreamBlockValidationError when an Autor has changed an Einschätzung."""
        user = self.for_user
        if user and is_bound(user) and _views_in(inhalt) != _views_in(self.instance.inhalt):
            raise StreamBlockValidationError(non_block_errors=[NOT_YOUR_VIEW])

    def clean(self) -> Any:
        cleaned = super().clean()
        split_amounts(self.cleaned_data)
        return cleaned


def _views_in(inhalt: Iterable[Any]) -> list[tuple[Any, str]]:
    """Returns day and text of each Einschätzung in the article."""
    found = (section for section in sections_of(inhalt) if section.is_einschaetzung)
    return [(section.stand, section.text) for section in found]


def _named_in(page: Any) -> Iterator[Target]:
    """Yields the pages and files that the stored page names. Whoever put them there was allowed to
    know them."""
    if page is None:
        return
    yield from (("page", row.ziel_id) for row in page.verwandte.all())
    for child in page.inhalt:
        for block in content_of(child):
            yield from _named_in_block(block)


def _named_in_block(block: Any) -> Iterator[Target]:
    if block.block_type == "text":
        yield from targets_in(str(block.value.source))
    held = block.value["bild"] if block.block_type == "bild" else block.value
    if held and block.block_type in HOLDING:
        yield HOLDING[block.block_type], held.pk
