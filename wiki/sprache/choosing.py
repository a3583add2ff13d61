"""Which language a visitor wants: the one chosen with the switch, else the browser's.

Addresses are the same in both languages: an address that a colleague passes on opens in the
language of whoever opens it, and search engines know each article once.
"""

from django.http import HttpRequest
from django.utils import translation
from django.utils.translation.trans_real import parse_accept_lang_header

GERMAN, ENGLISH = "de", "en"
LANGUAGES = (GERMAN, ENGLISH)
COOKIE = "sprache"
# The CMS and the pages of an account are for those who write German articles; frames stand in the
# German pages of others, and caches keep one of each.
ALWAYS_GERMAN = ("/admin/", "/konto/", "/einbetten/")


def wanted_language(request: HttpRequest) -> str:
    """Returns `de` or `en`; German where the browser names neither."""
    if request.path.startswith(ALWAYS_GERMAN):
        return GERMAN
    chosen = request.COOKIES.get(COOKIE)
    return chosen if chosen in LANGUAGES else _of_browser(request)


def _of_browser(request: HttpRequest) -> str:
    accepted = parse_accept_lang_header(request.headers.get("Accept-Language", ""))
    spoken = (code.partition("-")[0] for code, _ in accepted)
    return next((code for code in spoken if code in LANGUAGES), GERMAN)


def speak(request: HttpRequest) -> None:
    """Answers the rest of this request in the language that the visitor wants."""
    translation.activate(wanted_language(request))


def is_german_by_need(request: HttpRequest) -> bool:
    """Whether the visitor wants another language than the page has."""
    return wanted_language(request) != translation.get_language()
