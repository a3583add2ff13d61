"""Finds links between pages: which pages link to one, and which pages are linked to and not yet
written."""

from dataclasses import dataclass

from django.contrib.contenttypes.models import ContentType
from django.db import connection
from django.db.models import IntegerField
from django.db.models.functions import Cast, Lower
from django.http import HttpRequest
from wagtail.models import Page, ReferenceIndex

from wiki.models import Projektseite, Verwandtschaft
from wiki.visibility import chosen_once, each_once, visible_ids, visible_to

# Every title in a block `gewuenscht` of the given pages, wherever in the article it stands. JSON
# holds published text only: drafts live in revisions.
WANTED_SQL = """
    SELECT min(titel), count(DISTINCT page_ptr_id), array_agg(DISTINCT page_ptr_id)
    FROM (
        SELECT page_ptr_id,
               jsonb_path_query(inhalt, '$.** ? (@.type == "gewuenscht").value') #>> '{}' AS titel
        FROM wiki_projektseite
        WHERE page_ptr_id = ANY(%s) AND inhalt::text LIKE '%%"gewuenscht"%%'
    ) AS gewuenscht
    WHERE trim(titel) <> ''
    GROUP BY lower(trim(titel))
    ORDER BY 2 DESC, lower(min(titel))
"""


@dataclass(frozen=True)
class Wunsch:
    """A title that pages link to and no page has; `seiten` are the visible pages that link to
    it."""

    titel: str
    anzahl: int
    seiten: tuple[Projektseite, ...]


def page_titled(titel: str, request: HttpRequest) -> Page | None:
    """Returns the visible page with this title, in capitals or not."""
    pages = visible_to(Page.objects.filter(title__iexact=titel.strip()), request)
    return pages.order_by("pk").first()


def pages_linking_to(page: Page, request: HttpRequest) -> list[Page]:
    """Returns the visible pages whose published text or fields link to this one, by title. Related
    projects are left out, which are shown by themselves. Wagtail's reference index holds published
    content only."""
    page_type = ContentType.objects.get_for_model(Page)
    references = (
        ReferenceIndex.objects.filter(to_content_type=page_type, to_object_id=str(page.pk))
        .filter(base_content_type=page_type)
        .exclude(model_path__startswith="verwandte.")
        .annotate(source=Cast("object_id", IntegerField()))
    )
    sources = Page.objects.filter(pk__in=references.values("source")).exclude(pk=page.pk)
    return list(visible_to(each_once(sources), request).order_by("title"))


def related_projects(page: Projektseite, request: HttpRequest) -> list[Projektseite]:
    """Returns the visible projects that name this one as related, or that it names, by title."""
    links = Verwandtschaft.objects
    ids = {*links.filter(projekt=page.pk).values_list("ziel_id", flat=True)}
    ids |= {*links.filter(ziel=page.pk).values_list("projekt_id", flat=True)}
    related = Projektseite.objects.filter(chosen_once(ids)).exclude(pk=page.pk)
    return list(visible_to(related, request).prefetch_related("kommunen").order_by("title"))


def wanted_pages(request: HttpRequest) -> list[Wunsch]:
    """Returns the titles that visible projects link to and that no visible page has, the most
    wanted first. Takes three queries, however many there are."""
    visible = visible_ids(request, each_once(Page.objects.type(Projektseite)))
    with connection.cursor() as cursor:
        cursor.execute(WANTED_SQL, [list(visible)])
        rows = cursor.fetchall()
    written = _titles_of_pages({titel.strip().lower() for titel, *_ in rows}, request)
    pages = Projektseite.objects.in_bulk({pk for *_, ids in rows for pk in ids})
    return [
        Wunsch(titel.strip(), count, tuple(pages[pk] for pk in ids))
        for titel, count, ids in rows
        if titel.strip().lower() not in written
    ]


def _titles_of_pages(titles: set[str], request: HttpRequest) -> set[str]:
    """Returns those of the (lower-case) titles that a visible page has."""
    pages = Page.objects.annotate(klein=Lower("title")).filter(klein__in=titles)
    return set(visible_to(pages, request).values_list("klein", flat=True))
