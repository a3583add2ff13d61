"""What an Abonnement is about, as its reader would say it, and where in the wiki that stands."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.conf import settings
from django.http import QueryDict
from django.urls import reverse
from django.utils.text import Truncator

from suche.abo.models import Abonnement
from wiki.fakten.exceptions import FilterUnknown
from wiki.fakten.filters import KOMMUNE, SEARCH_FILTERS, THEMA
from wiki.fakten.selection import parse_filters
from wiki.models import Projektseite
from wiki.texte import gettext as _
from wiki.texte import noop
from wiki.visibility import anonymous_request, visible_to

LENGTH = 300  # characters of a question that are repeated
FRAGE, PROJEKT = "frage", "projekt"
NEW_OF = {
    FRAGE: noop("zu Ihrer Frage"),
    THEMA.name: noop("zum Thema"),
    KOMMUNE.name: noop("zur Kommune"),
    PROJEKT: noop("zum Projekt"),
}
NO_LONGER = noop("zu etwas, das nicht mehr öffentlich im Wiki steht")


@dataclass(frozen=True)
class Worum:
    """`art` is a key of NEW_OF; `name` is empty when nobody may read of it (any more). `grenzen`:
    the values of the filters of a question, by which two of the same words are told apart."""

    art: str = ""
    name: str = ""
    adresse: str = ""
    feed: str = ""
    grenzen: str = ""

    @property
    def titel(self) -> str:
        """The heading above the name: "Ihre Frage", "Thema"."""
        return _("Ihre Frage") if self.art == FRAGE else _(self.art.capitalize())

    @property
    def kurz(self) -> str:
        """What follows "Neues ...", without the name, as in the subject of a mail: "zum Thema"."""
        return _(NEW_OF.get(self.art, NO_LONGER))

    @property
    def zu(self) -> str:
        """What follows "Neues ...", with the name: "zum Thema „Kita & Schule“"."""
        if not self.name:
            return _(NO_LONGER)
        said = _("{zu} „{name}“").format(zu=self.kurz, name=self.name)
        if not self.grenzen:
            return said
        return _("{zu} (nur: {grenzen})").format(zu=said, grenzen=self.grenzen)


def worum(abo: Abonnement) -> Worum:
    """Says what an Abonnement is about, stored or not. Never names a project that not everybody
    may read."""
    if abo.seite_id:
        return _of_project(abo.seite_id)
    return _of_question(abo) if abo.frage else _of_filter(abo.filter)


def _of_project(page_id: int) -> Worum:
    page = visible_to(Projektseite.objects.filter(pk=page_id), anonymous_request()).first()
    return Worum(PROJEKT, page.title, page.full_url or "") if page else Worum()


def _of_question(abo: Abonnement) -> Worum:
    query = QueryDict(abo.filter, mutable=True)
    query["q"] = abo.frage
    return Worum(
        FRAGE,
        Truncator(abo.frage).chars(LENGTH),
        _whole(f"{reverse('suche')}?{query.urlencode()}"),
        f"{reverse('abo_feed')}?{query.urlencode()}",
        ", ".join(_(text) for text in _values(abo.filter).values()),
    )


def _values(filters: str) -> Mapping[tuple[str, str], str]:
    """(filter, value) -> how it is called; nothing where one of them does not exist (any more)."""
    try:
        return parse_filters(QueryDict(filters), SEARCH_FILTERS).texte
    except FilterUnknown:
        return {}


def _of_filter(filters: str) -> Worum:
    """One Thema or one Kommune; of anything else there is no page that would show it."""
    texte = _values(filters)
    (art, slug), text = next(iter(texte.items()), (("", ""), ""))
    if len(texte) != 1 or art not in NEW_OF:
        return Worum()
    feed = reverse(f"feed_{art}", args=[slug])
    return Worum(art, text, _whole(reverse(art, args=[slug])), feed)


def _whole(path: str) -> str:
    return f"{settings.WAGTAILADMIN_BASE_URL}{path}"
