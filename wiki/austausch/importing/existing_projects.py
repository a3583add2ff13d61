"""`Bestand`: which projects the wiki has, to tell new rows from known ones. Three queries, then
memory only: 10,000 pages are about 5 MB."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from wagtail.models import Page

from wiki.austausch.draft.matching import KommuneMatcher, Ort, ThemaMatcher, title_key
from wiki.austausch.draft.schema import Entwurf
from wiki.austausch.exceptions import ImportTargetMissing
from wiki.models import Kommune, Projektseite, Projektverzeichnis, Thema


@dataclass
class Bestand:
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

    def find(self, entwurf: Entwurf) -> int | None:
        """The page that this row tells of: by its slug, else by title and a common Kommune."""
        if entwurf.slug:
            return self.slugs.get(entwurf.slug) or self._by_title(entwurf)
        return self._by_title(entwurf)

    def _by_title(self, entwurf: Entwurf) -> int | None:
        wanted = set(entwurf.kommunen or ())
        for pk in self.by_title.get(title_key(entwurf.titel), []):
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


def read_stock(parent: Page) -> Bestand:
    """What stands below `parent` now; slugs of all its children, whatever they are."""
    stock = Bestand()
    pages = Projektseite.objects.child_of(parent)
    for pk, slug, title in pages.values_list("pk", "slug", "draft_title"):
        stock.add(pk, slug, title)
    rows = Projektseite.kommunen.through.objects.filter(projektseite__in=pages.values("pk"))
    for page_id, kommune_id in rows.values_list("projektseite_id", "kommune_id"):
        stock.kommunen[page_id].add(kommune_id)
    return stock


def kommune_matcher() -> KommuneMatcher:
    rows = Kommune.objects.values_list("pk", "name", "typ", "ags", "regionalschluessel")
    return KommuneMatcher(Ort(*row) for row in rows)


def thema_matcher() -> ThemaMatcher:
    return ThemaMatcher(dict(Thema.objects.values_list("pk", "name")))
