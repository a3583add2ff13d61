"""The filters of the list of projects. A page that was never online is judged by its draft."""

from datetime import timedelta
from functools import partial
from typing import Any

import django_filters
from django.db.models import Q
from django.forms import CheckboxSelectMultiple, RadioSelect
from wagtail.admin.filters import WagtailFilterSet

from wiki.models import Kommune, Projektseite, Thema
from wiki.models.projektseite import heute
from wiki.redaktion.form.guete import GOOD_PERCENT, USABLE_PERCENT
from wiki.sorting import sort_key
from wiki.visibility import each_once

from .gaps import GAPS, lacking
from .rated import percentages

DRAFT = "latest_revision__content__"
SOON_DAYS = 60
ONLINE = {"online": "veröffentlicht", "entwurf": "noch nie veröffentlicht oder offline"}
VALID = {
    "abgelaufen": "abgelaufen",
    "bald": f"läuft in {SOON_DAYS} Tagen ab",
    "ohne": "ohne Frist",
}
GUETE = {
    "gut": f"ab {GOOD_PERCENT} %",
    "brauchbar": f"{USABLE_PERCENT} bis {GOOD_PERCENT - 1} %",
    "lueckenhaft": f"unter {USABLE_PERCENT} %",
}


def _names_of(model: Any) -> list[tuple[str, str]]:
    found = model.objects.values_list("pk", "name")
    return [(str(pk), name) for pk, name in sorted(found, key=lambda row: sort_key(row[1]))]


class NamedFilter(django_filters.MultipleChoiceFilter):
    """One of several Themen or Kommunen, in German order."""

    def __init__(self, model: Any, field: str, **kwargs: Any) -> None:
        self.names = field
        choices = partial(_names_of, model)
        super().__init__(choices=choices, widget=CheckboxSelectMultiple, **kwargs)

    def filter(self, pages: Any, value: list[str]) -> Any:
        if not value:
            return pages
        keys = [int(pk) for pk in value]
        drafts = Q()
        for key in keys:
            drafts |= Q(**{f"{DRAFT}{self.names}__contains": key})
        named = Projektseite.objects.filter(**{f"{self.names}__in": keys}).values("pk")
        return pages.filter(Q(live=True, pk__in=named) | Q(live=False) & drafts)


class StatusFilter(django_filters.MultipleChoiceFilter):
    def filter(self, pages: Any, value: list[str]) -> Any:
        if not value:
            return pages
        drafts = Q(**{f"{DRAFT}status__in": value})
        return pages.filter(Q(live=True, status__in=value) | Q(live=False) & drafts)


class GapFilter(django_filters.MultipleChoiceFilter):
    """Of published pages those that lack all that is chosen."""

    def filter(self, pages: Any, value: list[str]) -> Any:
        for gap in value or ():
            found = lacking(each_once(Projektseite.objects.live()), gap).order_by()
            pages = pages.filter(pk__in=found.values("pk"))
        return pages


class OnlineFilter(django_filters.ChoiceFilter):
    def filter(self, pages: Any, value: str) -> Any:
        return pages.filter(live=value == "online") if value else pages


class ValidFilter(django_filters.ChoiceFilter):
    def filter(self, pages: Any, value: str) -> Any:
        today = heute()
        conditions = {
            "abgelaufen": Q(gueltig_bis__lt=today),
            "bald": Q(gueltig_bis__range=(today, today + timedelta(days=SOON_DAYS))),
            "ohne": Q(gueltig_bis=None),
        }
        return pages.filter(conditions[value], live=True) if value else pages


class GueteFilter(django_filters.ChoiceFilter):
    """Reads the published pages: what a section says stands in no column."""

    def filter(self, pages: Any, value: str) -> Any:
        if not value:
            return pages
        low, high = {
            "gut": (GOOD_PERCENT, 101),
            "brauchbar": (USABLE_PERCENT, GOOD_PERCENT),
            "lueckenhaft": (0, USABLE_PERCENT),
        }[value]
        live = Projektseite.objects.filter(live=True, pk__in=pages.order_by().values("pk"))
        fitting = [pk for pk, prozent in percentages(live).items() if low <= prozent < high]
        return pages.filter(pk__in=fitting)


class ProjektFilterSet(WagtailFilterSet):
    thema = NamedFilter(Thema, "themen", label="Thema")
    kommune = NamedFilter(Kommune, "kommunen", label="Kommune")
    status = StatusFilter(
        label="Status", choices=Projektseite.Status.choices, widget=CheckboxSelectMultiple
    )
    fehlt = GapFilter(label="Es fehlt", choices=list(GAPS.items()), widget=CheckboxSelectMultiple)
    guete = GueteFilter(
        label="Güte", choices=list(GUETE.items()), widget=RadioSelect, empty_label="alle"
    )
    gueltig = ValidFilter(
        label="Gültigkeit", choices=list(VALID.items()), widget=RadioSelect, empty_label="alle"
    )
    online = OnlineFilter(
        label="Veröffentlicht", choices=list(ONLINE.items()), widget=RadioSelect, empty_label="alle"
    )

    class Meta:
        model = Projektseite
        fields: list[str] = []
