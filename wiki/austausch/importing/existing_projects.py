"""Which projects, Kommunen and Themen the wiki has, to tell what a row of a list means.

`ExistingProjects` is read with four queries and then asked in memory; 10,000 pages are about 5 MB.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from wagtail.models import Page

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

from .decisions import remembered


@dataclass
class ExistingProjects:
    """Projects below one Projektverzeichnis, drafts included. `imported`: those that an import has
    made. A row that names no Kommune may tell of one of them, but of no page that people wrote
    for their Kommune."""

    slugs: dict[str, int] = field(default_factory=dict)
    titles: dict[int, str] = field(default_factory=dict)
    by_title: dict[str, list[int]] = field(default_factory=dict)
    kommunen: dict[int, set[int]] = field(default_factory=dict)
    imported: set[int] = field(default_factory=set)

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
        found = self.by_title.get(title_key(imported.titel), [])
        if not wanted:
            found = [pk for pk in found if not self.kommunen[pk] or pk in self.imported]
            return found[0] if len(found) == 1 else None
        for pk in found:
            if not self.kommunen[pk] or wanted & self.kommunen[pk]:
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
    written = Importzeile.objects.filter(ergebnis=Importzeile.Ergebnis.NEU)
    existing.imported.update(written.values_list("seite_id", flat=True))
    return existing


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
        about = (kommune.ags, kommune.regionalschluessel, kommune.land, zusatz)
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
