"""Who may read which page.

A page is visible when it is live, its time is not over, and the visitor passes every restriction
(login, groups, password) on it and on its ancestors. For an alias the source's way up is tested as
well: Wagtail itself would serve an alias of a page that lies in a private section.

An alias is a second address of its source, and no second page: it can be opened, and lists, counts
and search name the source alone (`each_once`, `listed_ids`).
"""

from collections.abc import Collection, Hashable, Iterable, Iterator
from datetime import datetime
from functools import cache, lru_cache
from typing import Any, TypeVar

from django.contrib.auth.models import AnonymousUser
from django.contrib.postgres.aggregates import StringAgg
from django.db import connection
from django.db.models import CharField, Exists, ExpressionWrapper, F, Min, OuterRef, Q, TextField
from django.db.models.functions import Cast
from django.http import HttpRequest
from django.utils import timezone
from wagtail.models import Page, PageViewRestriction
from wagtail.query import PageQuerySet

from wiki.platform.one_look import is_answered, once
from wiki.platform.table_cache import TableCache

PageT = TypeVar("PageT", bound=Page)


def anonymous_request() -> HttpRequest:
    """Returns a request like that of a visitor without login and passwords, for commands, jobs and
    feeds."""
    request = HttpRequest()
    request.user = AnonymousUser()
    return request


def visible_to(pages: "PageQuerySet[PageT]", request: HttpRequest) -> "PageQuerySet[PageT]":
    """Returns those of `pages` that this visitor may read; one query decides. A page whose time is
    over is gone at once, and not only when a job has taken it offline."""
    failed = PageViewRestriction.objects.filter(failed_by(request, PageViewRestriction))
    closed = Page.objects.filter(view_restrictions__in=failed).order_by()
    now = timezone.now()
    return (
        pages.live()
        .exclude(Q(expire_at__lte=now) | Q(alias_of__expire_at__lte=now))
        .exclude(Exists(_above(closed, "path")))
        .exclude(Exists(_above(closed, "alias_of__path")))
    )


def each_once(pages: "PageQuerySet[PageT]") -> "PageQuerySet[PageT]":
    """Returns `pages` without aliases. Nothing is lost by it: who may read an alias may read its
    source."""
    return pages.filter(alias_of=None)


def chosen_once(ids: Iterable[int]) -> Q:
    """Finds the pages that somebody has chosen by their ids, of an alias its source."""
    chosen = list(ids)
    sources = Page.objects.filter(pk__in=chosen).values("alias_of_id")
    return Q(alias_of=None) & (Q(pk__in=chosen) | Q(pk__in=sources))


def sources_of(ids: Iterable[int], request: HttpRequest) -> list[int]:
    """Returns `ids`, each once and in their order, of an alias its source. An alias that this
    visitor may not read stays what it is: nobody learns here what it is an alias of."""
    chosen, sources = list(ids), _sources.get()
    readable = visible_ids(request) if sources.keys() & set(chosen) else frozenset()
    return list(dict.fromkeys(sources.get(pk, pk) if pk in readable else pk for pk in chosen))


def listed_ids(request: HttpRequest) -> frozenset[int]:
    """Primary keys of all pages that this visitor may read, without aliases."""
    return _without(visible_ids(request), frozenset(_sources.get()))


@lru_cache(maxsize=8)  # the same object for the same pages: others keep what they made of it
def _without(ids: frozenset[int], aliases: frozenset[int]) -> frozenset[int]:
    return ids - aliases


def visible_ids(request: HttpRequest, pages: "PageQuerySet[Page] | None" = None) -> frozenset[int]:
    """Primary keys of all pages (or of `pages`) that this visitor may read. All are asked for once
    in a look."""
    if pages is None:
        return once(_may_read(request), lambda: _all_visible_ids(request))
    return frozenset(ids_of(visible_to(pages, request)))


def _all_visible_ids(request: HttpRequest) -> frozenset[int]:
    """Visitors without login and passwords all see the same."""
    if sees_what_everybody_sees(request):
        return _public.get().now()
    return frozenset(ids_of(visible_to(Page.objects.all(), request)))


def sees_what_everybody_sees(request: HttpRequest) -> bool:
    """Whether the visitor is not logged in and has given no password."""
    return _may_read(request) == _may_read(anonymous_request())


class _Public:
    """What may be read without login and passwords: asked anew when a page or a restriction has
    changed (`_public`), and when the time of a page is over."""

    def __init__(self) -> None:
        self._known = self._ask()

    def now(self) -> frozenset[int]:
        ids, until = self._known
        if until is not None and until <= timezone.now():
            self._known = ids, until = self._ask()
        return ids

    def _ask(self) -> tuple[frozenset[int], datetime | None]:
        statement, values, now = _for_everybody()
        with connection.cursor() as cursor:
            cursor.execute(statement, values)
            ids = frozenset(_numbers(cursor.fetchone()[0]))
        ends = Page.objects.filter(expire_at__gt=now).aggregate(first=Min("expire_at"))
        return ids, ends["first"]


def _all_sources() -> dict[int, int]:
    """Alias -> its source."""
    aliases = Page.objects.exclude(alias_of=None)
    return {pk: source for pk, source in aliases.values_list("pk", "alias_of_id") if source}


_public = TableCache(_Public, Page, PageViewRestriction)
_sources = TableCache(_all_sources, Page)


def _for_everybody() -> tuple[str, list[Any], datetime]:
    """Returns the statement, its values, and the present time, which is among them. The statement
    is always the same: Django takes longer to put it together than the database to answer it."""
    statement, values = _anonymous_statement()
    now = timezone.now()
    return statement, [now if isinstance(value, datetime) else value for value in values], now


@cache
def _anonymous_statement() -> tuple[str, tuple[Any, ...]]:
    pages = visible_to(Page.objects.all(), anonymous_request()).order_by().values("pk")
    statement, values = pages.query.sql_with_params()
    numbers = f"SELECT string_agg(number::text, ',') FROM ({statement}) AS visible(number)"  # noqa: S608
    return numbers, tuple(values)


def visible_among(ids: Collection[int], request: HttpRequest) -> frozenset[int]:
    """Returns those of a few pages that this visitor may read; no query where a look knows all."""
    if is_answered(_may_read(request)):
        return visible_ids(request).intersection(ids)
    return visible_ids(request, Page.objects.filter(pk__in=ids))


def _may_read(request: HttpRequest) -> Hashable:
    """What all pages that a visitor may read hang on: who it is, and which passwords were given."""
    session, user = getattr(request, "session", {}), getattr(request, "user", None)
    passed = session.get(PageViewRestriction.passed_view_restrictions_session_key, [])
    return "sichtbar", user.pk if user else None, tuple(passed)


def ids_of(pages: "PageQuerySet[Page]") -> Iterator[int]:
    """Primary keys, which come as one text: ten thousand rows would take ten times as long."""
    numbers = StringAgg(Cast("pk", TextField()), delimiter=",")
    return _numbers(pages.order_by().aggregate(numbers=numbers)["numbers"])


def _numbers(text: str | None) -> Iterator[int]:
    return map(int, text.split(",") if text else ())


def _above(closed: "PageQuerySet[Page]", path: str) -> "PageQuerySet[Page]":
    """Restricts `closed` to the page of the outer query and its ancestors. `path` names the outer
    page's path."""
    outer = ExpressionWrapper(OuterRef(path), output_field=CharField())
    return closed.annotate(outer_path=outer).filter(outer_path__startswith=F("path"))


def failed_by(request: HttpRequest, restriction: Any) -> Q:
    """Restrictions that this visitor does not pass. `restriction`: Wagtail's model for pages, or
    that for collections."""
    session = getattr(request, "session", {})
    passed = session.get(restriction.passed_view_restrictions_session_key, [])
    failed = Q(restriction_type=restriction.PASSWORD) & ~Q(pk__in=passed)
    user = getattr(request, "user", None) or AnonymousUser()
    if not user.is_authenticated:
        return failed | Q(restriction_type__in=[restriction.LOGIN, restriction.GROUPS])
    if user.is_superuser:
        return failed
    return failed | Q(restriction_type=restriction.GROUPS) & ~Q(groups__in=user.groups.all())
