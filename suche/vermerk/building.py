"""An answer -> the Vermerk that shows it was asked for."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Page

from suche.answer.ergebnis import Ergebnis, Treffer
from suche.answer.projekte import fitting_projects, nearest_projects, status_text
from suche.fakten.ueberblick import Ueberblick, related_said
from suche.rank.levels import GOOD, RELATED
from wiki.markt.kept.projects import kept_projects
from wiki.models import Projektseite
from wiki.visibility import each_once, visible_ids

from .schema import FoundProject, Vermerk

PROJECTS_LISTED = 7  # projects, unless more fit well: so many fit on a page
NEAREST_LISTED = 3  # weak results that are listed when there are no better ones
ALL_LISTED = 40  # projects, where all of a place or a year are asked for: some six pages
LINK_MAX_CHARS = 2_000  # characters
NO_CONTACT = "nicht bekannt"


@dataclass(frozen=True)
class Vermerkangaben:
    """What somebody typed into the form, and how to ask again; `weggelassen`: filters that there
    are not (any more); `ist_skizze`: a sketch was checked."""

    titel: str
    stelle: str
    bemerkung: str
    filter: tuple[str, ...]
    weggelassen: tuple[str, ...]
    wiederholen: str
    ist_skizze: bool = False


def build_vermerk(
    frage: str,
    ergebnis: Ergebnis,
    angaben: Vermerkangaben,
    request: HttpRequest,
    ueberblick: Ueberblick | None = None,
) -> Vermerk:
    """Builds the note from an answer. It names and counts only pages that the asker may read.
    `ueberblick`: what the result page claims; a sketch has none."""
    fitting = fitting_projects(ergebnis)
    alle = ueberblick.alle if ueberblick else ()
    shown = _counted(alle, ergebnis) if alle else _listed(fitting, ergebnis)
    link = request.build_absolute_uri(angaben.wiederholen)
    return Vermerk(
        titel=angaben.titel or _title(frage),
        frage=frage,
        erstellt=timezone.localtime(),
        stelle=angaben.stelle,
        wiki=settings.WAGTAIL_SITE_NAME,
        adresse=request.build_absolute_uri("/"),
        projekte=len(visible_ids(request, each_once(Page.objects.type(Projektseite)))),
        filter=angaben.filter,
        weggelassen=angaben.weggelassen,
        aussage=statement([t.stufe for t in fitting or shown], ueberblick),
        eintraege=tuple(_entry(t, request) for t in shown),
        weitere=max(len(alle or fitting) - len(shown), 0),
        ist_alles=bool(alle),
        ist_skizze=angaben.ist_skizze,
        hinweise=ergebnis.hinweise,
        bemerkung=angaben.bemerkung,
        wiederholen=link if len(link) <= LINK_MAX_CHARS else "",
        netzwerk="" if fitting or alle else request.build_absolute_uri(reverse("netzwerkfrage")),
    )


def _listed(fitting: Sequence[Treffer], ergebnis: Ergebnis) -> list[Treffer]:
    """Returns the projects that the note lists; the nearest ones where none fits."""
    found = [fitting[at] for at in listed([treffer.stufe for treffer in fitting])]
    return found or nearest_projects(ergebnis, NEAREST_LISTED)


def _counted(ids: Sequence[int], ergebnis: Ergebnis) -> list[Treffer]:
    """Returns the projects that were counted, whether the ranking found them or not; those that it
    found come first."""
    ranked = [pk for pk in ergebnis.reihenfolge if pk in ids]
    first = list(dict.fromkeys((*ranked, *ids)))[:ALL_LISTED]
    pages = kept_projects(first)
    return [
        Treffer(number, pages[pk], GOOD, (), None)
        for number, pk in enumerate(first, 1)
        if pk in pages
    ]


def listed(levels: Sequence[str]) -> list[int]:
    """Returns the positions of the hits that are listed: all that fit well, and the first others
    while there is room."""
    good = [at for at, level in enumerate(levels) if level == GOOD]
    others = [at for at, level in enumerate(levels) if level != GOOD]
    return sorted(good + others[: max(PROJECTS_LISTED - len(good), 0)])


def statement(levels: Sequence[str], ueberblick: Ueberblick | None = None) -> str:
    """Says the result in German: what the result page claims, else by the levels of the projects
    found."""
    good, related = levels.count(GOOD), levels.count(RELATED)
    if ueberblick:
        is_told = related and ueberblick.stand and not (ueberblick.alle or ueberblick.verwandte)
        also = _projects(related, "verwandt") if is_told else ""
        return " ".join(f"{said}." for said in (*ueberblick.saetze, also) if said)
    if related and not good:
        return f"{related_said(related)}."
    if good:
        said = f"{_projects(good)} genau, {_projects(related, 'verwandt')}."
        return said[0].upper() + said[1:]
    if levels:
        return "Ein passendes Projekt wurde nicht gefunden. Am nächsten kommen:"
    return "Zu dieser Frage wurde im Wiki kein Projekt gefunden."


def _projects(number: int, adjective: str = "") -> str:
    word = "Projekte" if number > 1 else "Projekt"
    singular, plural = ("ist", "sind") if adjective else ("passt", "passen")
    return f"{number or 'kein'} {word} {plural if number > 1 else singular} {adjective}".strip()


def _title(frage: str) -> str:
    first = frage.strip().split(". ")[0]
    return first if len(first) <= 90 else first[:90].rsplit(" ", 1)[0] + " …"


def _entry(treffer: Treffer, request: HttpRequest) -> FoundProject:
    page: Projektseite = treffer.seite
    contact = [page.kontakt_stelle, page.kontakt_postfach, page.kontakt_telefon]
    return FoundProject(
        titel=page.title,
        kommunen=", ".join(kommune.name for kommune in treffer.kommunen),
        status=status_text(page),
        stufe=treffer.stufe,
        kontakt=", ".join(filter(None, contact)) or NO_CONTACT,
        link=request.build_absolute_uri(page.get_url()),
    )
