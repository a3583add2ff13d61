"""Which addresses of the wiki the tests of this folder visit, read from their source."""

import ast
import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from django.urls import Resolver404, URLPattern, URLResolver, resolve

from .admin_routes import admin_routes

Patterns = Iterable[URLPattern | URLResolver]
PLACEHOLDER = re.compile(r"\{\w*\}")

# Addresses that show nothing of any page, each with the reason.
SHOWS_NO_PAGE = {
    "abo_gesendet": "fixed text",
    "api_beschreibung": "leads to openapi.json",
    "api_v3_beschreibung": "leads to openapi.json",
    "api_unbekannt": "says that there is nothing",
    "api_v3_unbekannt": "says that there is nothing",
    "abo_verlaengern": "shows the entry of the link: the office, never the page",
    "klick": "answers without a text",
    "heimat": "sets a cookie and leads back",
    "einbetten_komponente": "a script that makes frames; the frames are visited",
    "andere_wikis": "public cases of other wikis, and no page of this one",
    "netzwerkfrage": "a form: question, remark, mailbox",
    "netzwerkfrage_danke": "fixed text",
    "vermerk": "a form; the file behind it is visited",
    "ueber_feeds": "says what a feed is, and repeats an address",
    "markt": "leads to the Projektverzeichnis, which is visited",
    "rueckmeldung_danke": "fixed text",
    "sprache": "sets a cookie and leads back",
    "barriere_melden": "leads to the form below the declaration of accessibility",
    "hilfreich": "counts and leads back; 404 for who may not read the page",
    "import_template": "headings and a made-up example",
    "metrics": "numbers for the operator, who may know all",
    "health_live": "fixed text",
    "security_txt": "fixed text",
    "openapi-json": "what the API can be asked",
    "api-root": "an address without an answer",
    "robots_txt": "fixed text",
    "manifest": "fixed text",
    "favicon": "leads to the sign",
    "opensearch": "fixed text",
    "to_login": "leads to the login",
    "to_login_site": "leads to the login",
    "to_reset": "leads to the form for a forgotten password",
    "to_reset_rest": "leads to the form for a forgotten password",
    "password_of_page": "a form: a password",
    "password_of_documents": "a form: a password",
    "no_signup": "404",
    "no_email": "404",
    "no_connections": "404",
    "angemeldet": "leads on after the login",
    "profilbild": "the picture of an account, for those who work in the CMS",
    "media/images/<path:path>": "files by name; those who know the name have seen the page",
}


def unknown_routes(patterns: Patterns) -> list[str]:
    """Addresses that no test of this folder visits and that SHOWS_NO_PAGE does not name."""
    # test_admin.py asks for everything below /admin/.
    cms = {name for name, _, _ in admin_routes()}
    known = visited() | set(SHOWS_NO_PAGE) | cms
    return [name for name in names_of(patterns) if name not in known]


def names_of(patterns: Patterns) -> Iterator[str]:
    """`vergleich`; an address without a name is called what it looks like. Addresses that Wagtail
    brings along are left out: pages are visited by type, and /admin/ has rights of its own."""
    for pattern in patterns:
        if isinstance(pattern, URLPattern):
            yield pattern.name or str(pattern.pattern)
        elif not _is_of_wagtail(pattern):
            yield from names_of(pattern.url_patterns)


def _is_of_wagtail(resolver: URLResolver) -> bool:
    module = getattr(resolver.urlconf_name, "__name__", "")
    return module.startswith(("wagtail.", "allauth."))


def visited() -> set[str]:
    """Names of the addresses that stand in the tests of this folder."""
    files = Path(__file__).parent.glob("test_*.py")
    found = (addresses_in(file.read_text(encoding="utf-8")) for file in files)
    return {name for addresses in found for name in map(_name_behind, addresses) if name}


def addresses_in(source: str) -> set[str]:
    """Texts that look like an address, with 1 for what is filled in:
    `f"/export/{pk}.docx"` -> `/export/1.docx`, `"/thema/{}/feed/"` -> `/thema/1/feed/`."""
    texts = _texts(ast.parse(source))
    return {text.partition("?")[0] for text in texts if text.startswith("/")}


def _texts(node: ast.AST) -> Iterator[str]:
    if isinstance(node, ast.JoinedStr):
        yield "".join(_text(part) for part in node.values)
    elif isinstance(node, ast.Constant):
        yield _text(node)
    else:
        for child in ast.iter_child_nodes(node):
            yield from _texts(child)


def _text(node: ast.AST) -> str:
    if isinstance(node, ast.Constant):
        return PLACEHOLDER.sub("1", node.value) if isinstance(node.value, str) else ""
    return "1"


def _name_behind(address: str) -> str | None:
    try:
        match = resolve(address)
    except Resolver404:
        return None
    return match.url_name or match.route


# Files that send mail, each with the reason why it shows nobody a page that they may not see.
SENDERS = {
    "suche/abo/mail/mails.py": "tested in test_feeds_and_mails.py",
    "wiki/gueltigkeit/erinnerungen.py": "tested in test_feeds_and_mails.py",
    "wiki/mitmachen/rueckmeldung.py": "tested in test_feeds_and_mails.py",
    "wiki/anmeldung/mails.py": "names no page",
    "wiki/redaktion/bemerkungen/mentions.py": "goes to whoever may edit the page",
    "wiki/redaktion/papierkorb/telling.py": "goes to who handed it in, if they may edit it still",
    "wiki/platform/queued_mail.py": "hands on what Wagtail wrote, to whom it wrote",
}
ROOT = Path(__file__).parents[3]
SENDING = re.compile(r"\b(?:send_mail|send_mass_mail|EmailMessage|EmailMultiAlternatives)\(")


def senders() -> set[str]:
    """Files that send mail."""
    rooms = (ROOT / room for room in ("wiki", "einbettung", "suche"))
    files = (file for room in rooms for file in room.rglob("*.py"))
    sending = (file for file in files if SENDING.search(file.read_text(encoding="utf-8")))
    return {file.relative_to(ROOT).as_posix() for file in sending}
