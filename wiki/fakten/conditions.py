"""The rules of filters as conditions of the database; `rules.has_one` says the same in Python."""

from collections.abc import Collection, Iterable, Iterator
from functools import reduce
from operator import or_
from typing import Any

from django.core.validators import slug_re
from django.db.models import Exists, Model, OuterRef, Q
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Page
from wagtail.query import PageQuerySet

from wiki.models.projektseite import Projektseite

from .filters import Filter, Filters
from .rules import (
    AllOf,
    AnyOf,
    Between,
    By,
    Case,
    Check,
    Each,
    Either,
    Is,
    IsKnown,
    Not,
    Rule,
    Some,
    Value,
    When,
)

NO_PAGES = Q(pk__in=())


def restrict(
    pages: "PageQuerySet[Page]", filters: Filters, known: Iterable[Filter]
) -> "PageQuerySet[Page]":
    """The pages that pass every filter, the same as `facets.admits` lets pass. Any filter at all
    leaves projects only, for other pages have no such facts."""
    if not filters:
        return pages
    projekte = Projektseite.objects.order_by()
    for filter_ in known:
        if werte := filters.get(filter_.name):
            projekte = projekte.filter(has_one_condition(filter_.rule, werte))
    return pages.filter(pk__in=projekte.values("pk"))


def has_one_condition(rule: Rule, werte: Collection[str], model: type[Model] = Projektseite) -> Q:
    """Rows of `model` that have at least one of the values."""
    match rule:
        case Value(field):
            return Q(**{f"{field}__in": list(werte)})
        case Each(field):
            return Q(**{f"{field}__overlap": list(werte)})
        case Case(cases):
            return _any(check_condition(cases[wert]) for wert in werte if wert in cases)
        case By(check_for):
            return _any(check_condition(check_for(wert)) for wert in werte)
        case When(check, inner):
            return check_condition(check) & has_one_condition(inner, werte, model)
        case Either(rules):
            return _any(has_one_condition(inner, werte, model) for inner in rules)
        case Some(relation, inner):
            related, back = _related(model, relation)
            rows = related._default_manager.filter(has_one_condition(inner, werte, related))
            return Q(Exists(rows.filter(**{back: OuterRef("pk")}).order_by()))
    raise TypeError(rule)


def check_condition(check: Check) -> Q:
    """Rows for which the check holds."""
    match check:
        case Is(field, value):
            return Q(**{field: value})
        case IsKnown(field):
            return Q(**{f"{field}__isnull": False})
        case Between(field, low, high):
            limits = {f"{field}__gte": low, f"{field}__lte": high}
            return Q(**{name: limit for name, limit in limits.items() if limit is not None})
        case Not(inner):
            return ~check_condition(inner)
        case AllOf(checks):
            return Q(*map(check_condition, checks))
        case AnyOf(checks):
            return _any(map(check_condition, checks))
    raise TypeError(check)


def names_in_database(rule: Rule, werte: Collection[str]) -> dict[str, str]:
    """How to say those of the values that rows of the database have. A `Some` looks through all
    Kommunen or Themen, whether a project belongs to them or not: their names are no secret."""
    found: dict[str, str] = {}
    for model, condition, value in _values(rule, Projektseite, Q()):
        missing = [wert for wert in werte if wert not in found]
        if missing:
            rows = model._default_manager.filter(condition, **{f"{value.field}__in": missing})
            pairs = rows.order_by().values_list(value.field, value.text or value.field)
            found |= dict(pairs.distinct())
    return found


def current_values(rule: Rule, werte: Iterable[str]) -> dict[str, str]:
    """Returns former slug -> present one, of Kommunen and Themen that have become part of others.
    So an old link with a filter goes on working like a link to the page."""
    found: dict[str, str] = {}
    for model, _, value in _values(rule, Projektseite, Q()):
        if value.field == "slug" and hasattr(model, "get_absolute_url"):
            found |= _led_on(model, werte)
    return found


def _led_on(model: Any, slugs: Iterable[str]) -> dict[str, str]:
    usable = [slug for slug in slugs if slug_re.fullmatch(slug)]
    paths = {Redirect.normalise_path(model(slug=s).get_absolute_url()): s for s in usable}
    links = Redirect.objects.filter(old_path__in=paths, site=None).exclude(redirect_link="")
    return {
        paths[path]: link.rstrip("/").rpartition("/")[2]
        for path, link in links.values_list("old_path", "redirect_link")
    }


def _values(rule: Rule, model: type[Model], condition: Q) -> Iterator[tuple[type[Model], Q, Value]]:
    """Yields each `Value` of a rule, with the table it is read from and the condition under which
    it counts."""
    match rule:
        case Value():
            yield model, condition, rule
        case When(check, inner):
            yield from _values(inner, model, condition & check_condition(check))
        case Either(rules):
            for inner in rules:
                yield from _values(inner, model, condition)
        case Some(relation, inner):
            yield from _values(inner, _related(model, relation)[0], condition)


def _related(model: type[Model], relation: str) -> tuple[type[Model], str]:
    """Returns the model at the other end of a relation, and the name of the relation that leads
    back."""
    field = model._meta.get_field(relation)
    return field.related_model, field.remote_field.name  # type: ignore[union-attr,return-value]


def _any(conditions: Iterable[Q]) -> Q:
    return reduce(or_, conditions, NO_PAGES)
