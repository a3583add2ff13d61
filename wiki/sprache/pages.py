"""Which pages are translated. A kind of page is named here once all of it is, never before: half a
page in another language helps nobody, and a screen reader would read it wrongly."""

from django.urls import ResolverMatch
from wagtail.models import Page

from wiki.texte import noop

# Names of addresses.
VIEWS: frozenset[str] = frozenset(
    {
        *("suche", "kommune", "thema", "ueber_feeds", "aenderungen", "gewuenscht"),
        *("merkliste", "merkliste_aendern", "vergleich", "heimat", "ansprechstellen"),
        *("netzwerkfrage", "netzwerkfrage_danke", "rueckmeldung", "rueckmeldung_danke"),
        *("abo", "abo_gesendet", "abo_planung"),
        *("abo_bestaetigen", "abo_verlaengern", "abo_abmelden"),
        *("vorhaben", "vermerk", "vermerk_datei"),
        "password_of_page",  # asks again; the page itself asked first, in the visitor's language
    }
)
# Kinds of Wagtail's pages.
PAGES: frozenset[str] = frozenset(
    {
        *("Startseite", "Projektverzeichnis", "Kommunenverzeichnis", "Themenverzeichnis"),
        *("Projektseite", "Veranstaltung", "Veranstaltungsverzeichnis"),
        "Textseite",  # where it has no English text, that is German and says so
    }
)
# Of the text pages that come with the wiki, where no message has the same words.
TITLES = (
    noop("Hilfe: suchen und die Antwort lesen"),
    noop("Erklärung zur Barrierefreiheit"),
    noop("Das Wiki in Leichter Sprache"),
    noop("So schreiben Sie einen Fall"),
    noop("Für die Redaktion"),
)


def is_translated_view(match: ResolverMatch | None) -> bool:
    return match is not None and match.view_name in VIEWS


def is_translated_page(page: Page) -> bool:
    return page.specific_class is not None and page.specific_class.__name__ in PAGES
