"""Reads the newest versions of many projects at once: a list of drafts asks the database as often
for fifty as for one."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from django.db.models import Model
from taggit.models import Tag
from wagtail.models import Revision

from wiki.models import Kommune, Projektseite, Thema

Content = Mapping[str, Any]
CHOSEN = ("kommunen", "themen")


def newest_versions(pages: Sequence[Projektseite]) -> dict[int, Projektseite]:
    """Returns id -> the project as its newest version has it; one without a version as it is
    stored."""
    revisions = Revision.objects.in_bulk([p.latest_revision_id for p in pages])
    contents = {p.pk: r.content for p in pages if (r := revisions.get(p.latest_revision_id))}
    known: dict[str, dict[int, Any]] = {
        "kommunen": _bulk(Kommune, contents, "kommunen", "nachnutzungen.kommune"),
        "themen": _bulk(Thema, contents, "themen"),
        "tags": _bulk(Tag, contents, "produkt_tags.tag"),
    }
    found = {pk: _page(content, known) for pk, content in contents.items()}
    return {page.pk: found.get(page.pk, page) for page in pages}


def _bulk(model: type[Model], contents: Mapping[int, Content], *places: str) -> dict[int, Any]:
    ids = {pk for content in contents.values() for place in places for pk in _ids(content, place)}
    return dict(model._default_manager.in_bulk(ids))


def _ids(content: Content, place: str) -> Iterator[int]:
    """Yields the ids that a stored version holds at `place`: `themen` is a list of ids,
    `produkt_tags.tag` a column of a list of rows."""
    name, _, column = place.partition(".")
    rows: Iterable[Any] = content.get(name) or ()
    yield from (pk for row in rows if (pk := row.get(column) if column else row))


def _page(content: Content, known: Mapping[str, Mapping[int, Any]]) -> Projektseite:
    plain = {name: value for name, value in content.items() if name not in CHOSEN}
    page: Projektseite = Projektseite.from_serializable_data(plain, check_fks=False)
    for name in CHOSEN:
        ids = _ids(content, name)
        setattr(page, name, [known[name][pk] for pk in ids if pk in known[name]])
    page.nachnutzungen = list(_with(page.nachnutzungen.all(), "kommune", known["kommunen"]))
    page.produkt_tags = list(_with(page.produkt_tags.all(), "tag", known["tags"]))
    return page


def _with(rows: Iterable[Any], column: str, known: Mapping[int, Any]) -> Iterator[Any]:
    """Fills in what the rows refer to. A row whose other end is gone is left out, as Wagtail does
    when it reads a version."""
    for row in rows:
        if (other := known.get(getattr(row, f"{column}_id"))) is not None:
            setattr(row, column, other)
            yield row
