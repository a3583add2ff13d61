"""Links between pages: who links here, and which pages are wanted but not written yet."""

from dataclasses import dataclass

from django.contrib.contenttypes.models import ContentType
from django.db import connection
from django.db.models import IntegerField
from django.db.models.functions import Cast, Lower
from django.http import HttpRequest
from wagtail.models import Page, ReferenceIndex

from wiki.models import Projektseite, Verwandtschaft
from wiki.visibility import visible_ids, visible_to

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
    """A page that is missing; `seiten`: the visible pages that link to it."""

    titel: str
    anzahl: int
    seiten: tuple[Projektseite, ...]


def page_titled(titel: str, request: HttpRequest) -> Page | None:
    """The visible page of this title, whatever its capitals."""
    pages = visible_to(Page.objects.filter(title__iexact=titel.strip()), request)
    return pages.order_by("pk").first()


def pages_linking_to(page: Page, request: HttpRequest) -> list[Page]:
    """Visible pages whose published text or fields link here, by title; not as a related project,
    which is shown by itself. Wagtail's reference index holds published content only."""
    page_type = ContentType.objects.get_for_model(Page)
    references = (
        ReferenceIndex.objects.filter(to_content_type=page_type, to_object_id=str(page.pk))
        .filter(base_content_type=page_type)
        .exclude(model_path__startswith="verwandte.")
        .annotate(source=Cast("object_id", IntegerField()))
    )
    sources = Page.objects.filter(pk__in=references.values("source")).exclude(pk=page.pk)
    return list(visible_to(sources, request).order_by("title"))


def related_projects(page: Projektseite, request: HttpRequest) -> list[Projektseite]:
    """Projects named as related here or there, visible ones, by title."""
    links = Verwandtschaft.objects
    ids = {*links.filter(projekt=page.pk).values_list("ziel_id", flat=True)}
    ids |= {*links.filter(ziel=page.pk).values_list("projekt_id", flat=True)}
    related = Projektseite.objects.filter(pk__in=ids - {page.pk})
    return list(visible_to(related, request).prefetch_related("kommunen").order_by("title"))


def wanted_pages(request: HttpRequest) -> list[Wunsch]:
    """Pages that visible projects link to and nobody has written; most wanted first. A title that
    a visible page bears is no longer wanted. Three queries, however many there are."""
    visible = visible_ids(request, Page.objects.type(Projektseite))
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
    """Those of the (lower-case) titles that a visible page bears."""
    pages = Page.objects.annotate(klein=Lower("title")).filter(klein__in=titles)
    return set(visible_to(pages, request).values_list("klein", flat=True))
