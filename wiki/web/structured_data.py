"""What a page says, in the words of schema.org, for search engines (JSON-LD).

Says no more than the page itself. Kommunen carry their official key as identifier.
"""

from typing import Any

from django.conf import settings
from django.urls import reverse
from wagtail.models import Page

from wiki.models import Kommune, Projektseite, Startseite, Thema, Veranstaltung
from wiki.platform.addresses import absolute
from wiki.seitenlinks import seiten_url

from .opendata import about as opendata

Thing = dict[str, Any]
CONTEXT = "https://schema.org"
LICENCE = "https://creativecommons.org/licenses/by/4.0/"
SEARCH_WORDS = "{search_term_string}"


def data_of(subject: Page | Kommune | Thema) -> list[Thing]:
    """What there is to say of a page; nothing for those that are forms or lists."""
    if isinstance(subject, Projektseite):
        things = [article(subject), _breadcrumbs("Projektverzeichnis", subject)]
    elif isinstance(subject, Veranstaltung):
        things = [_event(subject), _breadcrumbs("Veranstaltungsverzeichnis", subject)]
    elif isinstance(subject, Kommune):
        page = absolute(subject.get_absolute_url())
        things = [organisation(subject) | {"mainEntityOfPage": page}]
    elif isinstance(subject, Startseite):
        things = [_website(), _dataset()]
    else:
        things = []
    return [{"@context": CONTEXT, **thing} for thing in things]


def organisation(kommune: Kommune) -> Thing:
    """The administration of a municipality. Keys have 5 to 12 digits."""
    key = kommune.ags or kommune.regionalschluessel
    name = "AGS" if kommune.ags else "Regionalschlüssel"
    area = _known(
        {
            "@type": "AdministrativeArea",
            "name": kommune.name,
            "containedInPlace": kommune.land and {"@type": "State", "name": kommune.land},
        }
    )
    identifier = key and {"@type": "PropertyValue", "propertyID": name, "value": key}
    return _known(
        {
            "@type": "GovernmentOrganization",
            "name": kommune.name,
            "areaServed": area,
            "identifier": identifier,
        }
    )


def article(page: Projektseite) -> Thing:
    stand = getattr(page, "seitenstand", None)
    return _known(
        {
            "@type": "Article",
            "headline": page.title,
            "description": page.kurzfassung,
            "url": absolute(page.url or "/"),
            "inLanguage": "de",
            "datePublished": stand and stand.neu_seit,
            "dateModified": stand and stand.geaendert,
            "about": [organisation(kommune) for kommune in page.kommunen.all()],
            "keywords": [thema.name for thema in page.themen.all()],
            "citation": [_source(quelle) for quelle in page.quellen.all()],
            "publisher": _wiki(),
            "license": LICENCE,
        }
    )


def _event(page: Veranstaltung) -> Thing:
    return _known(
        {
            "@type": "Event",
            "name": page.title,
            "description": page.kurzfassung,
            "url": absolute(page.url or "/"),
            "startDate": page.datum.isoformat(),
            "endDate": (page.datum_bis or page.datum).isoformat(),
            "location": {"@type": "Place", "name": page.ort, "address": page.ort},
            "organizer": page.veranstalter and {"@type": "Organization", "name": page.veranstalter},
        }
    )


def _breadcrumbs(above: str, page: Page) -> Thing:
    steps = [("Start", "/"), (_title(page), seiten_url(None, above)), (page.title, page.url or "")]
    return {
        "@type": "BreadcrumbList",
        "itemListElement": [
            {"@type": "ListItem", "position": number, "name": name, "item": absolute(path)}
            for number, (name, path) in enumerate((step for step in steps if step[1]), 1)
        ],
    }


def _title(page: Page) -> str:
    parent = page.get_parent()
    return str(parent.title) if parent else ""


def _website() -> Thing:
    search = f"{absolute(reverse('suche'))}?q={SEARCH_WORDS}"
    return {
        "@type": "WebSite",
        "name": settings.WAGTAIL_SITE_NAME,
        "url": absolute("/"),
        "inLanguage": "de",
        "publisher": _wiki(),
        "potentialAction": {
            "@type": "SearchAction",
            "target": {"@type": "EntryPoint", "urlTemplate": search},
            "query-input": "required name=search_term_string",
        },
    }


def _dataset() -> Thing:
    """All projects as files; search engines for data look for it."""
    return {
        "@type": "Dataset",
        "name": opendata.NAME,
        "description": opendata.DESCRIPTION,
        "url": absolute("/"),
        "inLanguage": "de",
        "license": LICENCE,
        "creator": _wiki(),
        "distribution": [
            {
                "@type": "DataDownload",
                "encodingFormat": media_type,
                "contentUrl": absolute(reverse("daten_projekte", args=[ending])),
            }
            for ending, media_type in opendata.MEDIA_TYPES.items()
        ],
    }


def _wiki() -> Thing:
    return {"@type": "Organization", "name": settings.WAGTAIL_SITE_NAME, "url": absolute("/")}


def _source(quelle: Any) -> Thing:
    return _known(
        {
            "@type": "CreativeWork",
            "name": quelle.bezeichnung,
            "url": quelle.url,
            "datePublished": quelle.datum,
            "publisher": quelle.herausgeber
            and {"@type": "Organization", "name": quelle.herausgeber},
        }
    )


def _known(thing: Thing) -> Thing:
    """Leaves out empty values: they would be statements that nobody has made."""
    return {name: value for name, value in thing.items() if value}
