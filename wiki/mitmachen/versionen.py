"""The published versions of an article, for people who are logged in.

Not for everybody: a version may hold what was taken out because it had to go (a name, a mistake
about somebody). Only versions that were published are shown, never drafts, never who wrote them.
"""

from dataclasses import dataclass
from datetime import date, datetime

from wagtail.models import PageLogEntry, Revision

from wiki.models import Projektseite

from .version_diff import Unterschied, differences

NEWEST = 50  # versions shown of a page
PLAIN_FIELDS = {
    "kosten_einmalig": "Kosten einmalig (EUR)",
    "kosten_einmalig_hinweis": "Anmerkung zu den einmaligen Kosten",
    "kosten_laufend": "Kosten laufend pro Jahr (EUR)",
    "kosten_laufend_hinweis": "Anmerkung zu den laufenden Kosten",
    "personalaufwand": "Personalaufwand",
    "foerderung": "Förderung",
    "uebertragbarkeit": "Übertragbarkeit",
    "partner": "Partner",
    "zielgruppen": "Zielgruppen",
    "ozg_leistung": "OZG-Leistung",
    "kontakt_stelle": "Kontakt",
    "kontakt_postfach": "Funktionspostfach",
    "kontakt_telefon": "Telefon",
    "faktenlage": "Hinweis zur Faktenlage",
    "geprueft_am": "Geprüft am",
    "gueltig_bis": "Gültig bis",
}


@dataclass(frozen=True)
class Version:
    """A version as it was published: when, and its revision."""

    nummer: int
    am: datetime
    revision: Revision


def published_versions(page: Projektseite) -> list[Version]:
    """Newest first. What was only scheduled, or never published, has no entry in the log."""
    entries = (
        PageLogEntry.objects.filter(page=page.pk, action="wagtail.publish", revision__isnull=False)
        .select_related("revision")
        .order_by("timestamp", "pk")
    )
    first_time: dict[int, PageLogEntry] = {}
    for entry in entries:
        first_time.setdefault(entry.revision_id, entry)
    numbered = enumerate(first_time.values(), 1)
    versions = [Version(number, entry.timestamp, entry.revision) for number, entry in numbered]
    return versions[::-1][:NEWEST]


def changes_of(old: Revision, new: Revision) -> list[Unterschied]:
    """What `new` says differently from `old`."""
    return differences(statements(old.as_object()), statements(new.as_object()))


def statements(page: Projektseite) -> dict[str, str]:
    """What an article says, by heading, in the order of reading. Without links to other pages:
    their titles may be private."""
    themen = ", ".join(sorted(thema.name for thema in page.themen.all()))
    kommunen = ", ".join(sorted(kommune.name for kommune in page.kommunen.all()))
    said = {
        "Titel": page.title,
        "Kurzfassung": page.kurzfassung,
        "Kommunen": kommunen,
        "Themen": themen,
        "Status": " ".join([str(page.get_status_display()), str(page.status_jahr or "")]).strip(),
        "Laufzeit": page.laufzeit,
        **{section.name: section.text for section in page.sections()},
        "Nachnutzungswege": ", ".join(page.nachnutzungsweg_namen),
        "Nachgenutzt von": ", ".join(str(row.kommune) for row in page.nachnutzungen.all()),
        "Technik und Produkte": ", ".join(sorted(str(tag) for tag in page.produkte.all())),
        "Quellen": "\n".join(f"{q.bezeichnung} {q.url}".strip() for q in page.quellen.all()),
    }
    said |= {label: _text(getattr(page, name)) for name, label in PLAIN_FIELDS.items()}
    return {name: text for name, text in said.items() if text}


def _text(value: object) -> str:
    if isinstance(value, date):
        return f"{value:%d.%m.%Y}"
    return "" if value is None else str(value)
