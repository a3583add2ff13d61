"""Pieces of HTML that say the same of a project to everybody, kept until a table changes: most of
what a card of a list costs is to put them together again."""

from collections.abc import Hashable

from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from wiki.markt.kept.projects import TABLES
from wiki.models import Projektseite
from wiki.models.projektseite import heute
from wiki.platform.one_look import once
from wiki.platform.table_cache import TableCache

KEPT = 4_000  # pieces, about 1 kB each


def html_for_everybody(template: str, projekt: Projektseite, **varies: Hashable) -> SafeString:
    """Returns what the template says of a project. It gets `projekt` and `varies` and nothing of
    the request, so that what is kept is nobody's; language and day are minded. Kept is only what
    is said of projects from `kept_projects`: any other one may be a draft."""
    if not getattr(projekt, "is_as_stored", False):
        return render_to_string(template, {"projekt": projekt, **varies})
    kept = _kept.get()
    key = (template, projekt.pk, *sorted(varies.items()), get_language(), once(heute, heute))
    known = kept.get(key)
    if known is None:
        known = render_to_string(template, {"projekt": projekt, **varies})
        if len(kept) >= KEPT:
            kept.clear()
        kept[key] = known
    return known


def _nothing() -> dict[Hashable, SafeString]:
    return {}


_kept = TableCache(_nothing, *TABLES)
