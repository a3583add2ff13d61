"""Which projects, Kommunen and Themen the wiki has, to tell what a row of a list means.

`ExistingProjects` is read with five queries and then asked in memory; 10,000 pages are about 5 MB.
"""

import re
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field

from django.db.models import QuerySet
from rapidfuzz import fuzz
from wagtail.models import Page, Revision

from wiki.austausch.draft.matching import KnownKommune, KommuneMatcher, title_key
from wiki.austausch.draft.schema import ImportedPage
from wiki.austausch.exceptions import ImportTargetMissing
from wiki.austausch.models import Importzeile
from wiki.austausch.read.rows.context import RowContext
from wiki.austausch.read.rows.open_values import Wertfragen
from wiki.austausch.read.rows.themen import ThemaMatcher
from wiki.felder.lengths import max_lengths
from wiki.gemeinden.names import full_name
from wiki.models import Gemeinde, Kommune, Projektseite, Projektverzeichnis, Thema
from wiki.visibility import each_once

from .decisions import remembered

# How lists number their rows: `17`, `M-3`, `OZG-12`, `2023-05`. Every list has its own number 17.
COUNTED = re.compile(r"(?:[a-z]{0,3}|projekt|massnahme|vorhaben)[-_]?\d+(?:[-_]\d+)*[a-z]?")
SAME_TITLE_PERCENT = 60  # of letters; what is less alike is no new wording of a title


@dataclass
class ExistingProjects:
    """Projects below one Projektverzeichnis, drafts included. `imported`: those that an import has
    made. A row that names no Kommune may tell of one of them, but of no page that people wrote
    for their Kommune. `found`: those that rows of the file tell of, so far."""

    slugs: dict[str, int] = field(default_factory=dict)
    titles: dict[int, str] = field(default_factory=dict)
    by_title: dict[str, list[int]] = field(default_factory=dict)
    kommunen: dict[int, set[int]] = field(default_factory=dict)
    imported: set[int] = field(default_factory=set)
    found: set[int] = field(default_factory=set)

    def add(self, pk: int, slug: str, title: str, kommunen: Iterable[int] = ()) -> None:
        self.slugs[slug] = pk
        self.titles[pk] = title
        self.by_title.setdefault(title_key(title), []).append(pk)
        self.kommunen.setdefault(pk, set()).update(kommunen)

    def find(self, imported: ImportedPage) -> int | None:
        """The page that this row tells of, as its source says, else by its slug, else by its title
        and Kommune. Asked row by row, in the order of the file."""
        if imported.seite is not None:
            return imported.seite or None
        if page_id := self._by_slug(imported) or self._by_title(imported):
            self.found.add(page_id)
        return page_id

    def _by_slug(self, imported: ImportedPage) -> int | None:
        """The page of this address. A number of a row is none by itself: the list of another town
        or office has it, too, for something else."""
        page_id = self.slugs.get(imported.slug) if imported.slug else None
        if page_id is None or not is_counted(imported.slug):
            return page_id
        titles = (title_key(imported.titel), title_key(self.titles[page_id]))
        alike = fuzz.token_sort_ratio(*titles) >= SAME_TITLE_PERCENT
        return page_id if alike and self._may_be_of(imported, page_id) else None

    def _may_be_of(self, imported: ImportedPage, page_id: int) -> bool:
        """Whether the row and the page have a Kommune in common, or one of them names none."""
        wanted, kommunen = set(imported.kommunen or ()), self.kommunen[page_id]
        names_one = bool(wanted) or imported.kommune_unbekannt
        return bool(wanted & kommunen) or not (names_one and kommunen)

    def _by_title(self, imported: ImportedPage) -> int | None:
        pages = self.by_title.get(title_key(imported.titel), [])
        wanted = set(imported.kommunen or ())
        for pk in pages:
            if wanted & self.kommunen[pk]:
                return pk
        if not wanted and not imported.kommune_unbekannt:
            likely = [pk for pk in pages if not self.kommunen[pk] or pk in self.imported]
            if len(likely) == 1:
                return likely[0]
        return self._without_kommune(pages)

    def _without_kommune(self, pages: Iterable[int]) -> int | None:
        """The first draft of an import that has no Kommune yet, and of which no row before tells:
        it was made of this row when nobody knew its Kommune. That of a person is theirs."""
        open_ones = (pk for pk in pages if pk in self.imported and not self.kommunen[pk])
        return next((pk for pk in open_ones if pk not in self.found), None)


def is_counted(slug: str) -> bool:
    return bool(COUNTED.fullmatch(slug))


def target() -> Projektverzeichnis:
    """The page below which imported projects stand."""
    found = Projektverzeichnis.objects.order_by("path").first()
    if found is None:
        raise ImportTargetMissing(
            "Bitte im CMS unter der Startseite ein Projektverzeichnis anlegen."
        )
    return found


def read_existing_projects(parent: Page, written: Collection[int] = ()) -> ExistingProjects:
    """Reads the projects below `parent`, without aliases. Those that this run has `written` before
    it was interrupted are left out: each belongs to its own row, and no other row tells of it."""
    existing = ExistingProjects()
    pages = each_once(Projektseite.objects.child_of(parent)).exclude(pk__in=written)
    for pk, slug, title in pages.values_list("pk", "slug", "draft_title"):
        existing.add(pk, slug, title)
    rows = Projektseite.kommunen.through.objects.filter(projektseite__in=pages.values("pk"))
    for page_id, kommune_id in rows.values_list("projektseite_id", "kommune_id"):
        existing.kommunen[page_id].add(kommune_id)
    existing.kommunen |= _kommunen_of_drafts(pages)
    rows_written = Importzeile.objects.filter(ergebnis=Importzeile.Ergebnis.NEU)
    existing.imported.update(rows_written.values_list("seite_id", flat=True))
    return existing


def _kommunen_of_drafts(pages: QuerySet[Projektseite]) -> dict[int, set[int]]:
    """Returns the Kommunen of pages that are not live, as their newest version names them; the
    table of the page does not know what only a draft says."""
    latest = Revision.objects.filter(pk__in=pages.filter(live=False).values("latest_revision"))
    said = latest.values_list("object_id", "content__kommunen")
    return {int(page_id): set(kommunen or ()) for page_id, kommunen in said}


def kommune_matcher() -> KommuneMatcher:
    """Knows the Kommunen of the wiki, and all others of Germany by the register."""
    return KommuneMatcher(_known_kommunen())


def _known_kommunen() -> Iterator[KnownKommune]:
    entries = list(Gemeinde.objects.filter(aufgeloest=False))
    official = {key: entry for entry in entries for key in (entry.schluessel, entry.ags) if key}
    with_page: set[int] = set()
    for kommune in Kommune.objects.exclude(typ=Kommune.Typ.LAND).select_related("kreis"):
        found = official.get(kommune.ags) or official.get(kommune.regionalschluessel)
        kreis = kommune.kreis.name if kommune.kreis else ""
        zusatz = ", ".join(filter(None, (kommune.get_typ_display(), kreis, kommune.land)))
        key = kommune.regionalschluessel or (found.schluessel if found else "")
        about = (kommune.ags, key, kommune.land, zusatz)
        with_page.add(found.pk if found else 0)
        yield KnownKommune(
            kommune.pk, kommune.name, kommune.typ, *about, amtlich=_name_of(found) if found else ""
        )
    for entry in entries:
        if entry.pk not in with_page:
            about = (entry.ags, entry.schluessel, entry.land, entry.zusatz)
            yield KnownKommune(-entry.pk, _name_of(entry), entry.typ, *about)


def _name_of(entry: Gemeinde) -> str:
    return full_name(entry.name, entry.typ, entry.art)


def thema_matcher() -> ThemaMatcher:
    return ThemaMatcher(dict(Thema.objects.values_list("pk", "name")))


def row_context(accept_fuzzy: bool = False, fragen: Wertfragen | None = None) -> RowContext:
    """What reading rows must know of this wiki, with the decisions about words that are remembered;
    a fixed number of queries."""
    return RowContext(
        kommune_matcher(),
        thema_matcher(),
        max_lengths(),
        accept_fuzzy,
        fragen or Wertfragen(remembered()),
    )
