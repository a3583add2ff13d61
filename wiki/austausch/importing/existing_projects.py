"""Which projects, Kommunen and Themen the wiki has, to tell what a row of a list means.

`ExistingProjects` is read with three queries and then asked in memory; 10,000 pages are about 5 MB.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from wagtail.models import Page

from wiki.austausch.draft.matching import KnownKommune, KommuneMatcher, title_key
from wiki.austausch.draft.schema import ImportedPage
from wiki.austausch.exceptions import ImportTargetMissing
from wiki.austausch.read.rows.context import RowContext
from wiki.austausch.read.rows.open_values import Wertfragen
from wiki.austausch.read.rows.themen import ThemaMatcher
from wiki.felder.lengths import max_lengths
from wiki.gemeinden.names import full_name
from wiki.models import Gemeinde, Kommune, Projektseite, Projektverzeichnis, Thema

from .decisions import remembered


@dataclass
class ExistingProjects:
    """Projects below one Projektverzeichnis, drafts included."""

    slugs: dict[str, int] = field(default_factory=dict)
    titles: dict[int, str] = field(default_factory=dict)
    by_title: dict[str, list[int]] = field(default_factory=dict)
    kommunen: dict[int, set[int]] = field(default_factory=dict)

    def add(self, pk: int, slug: str, title: str, kommunen: Iterable[int] = ()) -> None:
        self.slugs[slug] = pk
        self.titles[pk] = title
        self.by_title.setdefault(title_key(title), []).append(pk)
        self.kommunen.setdefault(pk, set()).update(kommunen)

    def find(self, imported: ImportedPage) -> int | None:
        """The page that this row tells of: by its slug, else by title and a common Kommune. A row
        whose Kommune nobody knows tells of no page: the title alone may be that of others."""
        if imported.slug:
            return self.slugs.get(imported.slug) or self._by_title(imported)
        return self._by_title(imported)

    def _by_title(self, imported: ImportedPage) -> int | None:
        wanted = set(imported.kommunen or ())
        if imported.kommune_unbekannt and not wanted:
            return None
        for pk in self.by_title.get(title_key(imported.titel), []):
            if not wanted or not self.kommunen[pk] or wanted & self.kommunen[pk]:
                return pk
        return None


def target() -> Projektverzeichnis:
    """The page below which imported projects stand."""
    found = Projektverzeichnis.objects.order_by("path").first()
    if found is None:
        raise ImportTargetMissing(
            "Bitte im CMS unter der Startseite ein Projektverzeichnis anlegen."
        )
    return found


def read_existing_projects(parent: Page) -> ExistingProjects:
    """What stands below `parent` now; slugs of all its children, whatever they are."""
    existing = ExistingProjects()
    pages = Projektseite.objects.child_of(parent)
    for pk, slug, title in pages.values_list("pk", "slug", "draft_title"):
        existing.add(pk, slug, title)
    rows = Projektseite.kommunen.through.objects.filter(projektseite__in=pages.values("pk"))
    for page_id, kommune_id in rows.values_list("projektseite_id", "kommune_id"):
        existing.kommunen[page_id].add(kommune_id)
    return existing


def kommune_matcher() -> KommuneMatcher:
    """Knows the Kommunen of the wiki, and all others of Germany by the register."""
    return KommuneMatcher(_known_kommunen())


def _known_kommunen() -> Iterator[KnownKommune]:
    named = Kommune.objects.exclude(typ=Kommune.Typ.LAND).select_related("kreis")
    keys: set[str] = set()
    for kommune in named:
        keys.update((kommune.ags, kommune.regionalschluessel))
        kreis = kommune.kreis.name if kommune.kreis else ""
        zusatz = ", ".join(filter(None, (kommune.get_typ_display(), kreis, kommune.land)))
        about = (kommune.ags, kommune.regionalschluessel, kommune.land, zusatz)
        yield KnownKommune(kommune.pk, kommune.name, kommune.typ, *about)
    for entry in Gemeinde.objects.filter(aufgeloest=False).iterator():
        if entry.schluessel not in keys and (not entry.ags or entry.ags not in keys):
            name = full_name(entry.name, entry.typ, entry.art)
            about = (entry.ags, entry.schluessel, entry.land, entry.zusatz)
            yield KnownKommune(-entry.pk, name, entry.typ, *about)


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
