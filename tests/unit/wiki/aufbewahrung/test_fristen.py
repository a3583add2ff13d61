"""The table of what is kept agrees with the database, the code and the page on privacy."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import yaml
from django.apps import apps
from django.conf import settings
from django.contrib.auth import get_user_model
from django.db.models import EmailField, Model

from wiki.aufbewahrung.fristen import COOKIES, FRISTEN
from wiki.aufbewahrung.verzeichnis import record_page

ROOT = Path(__file__).resolve().parents[4]
SENTENCES = yaml.safe_load((ROOT / "fixtures/seiten.yaml").read_text(encoding="utf-8"))
NAMED = {model for frist in FRISTEN for model in frist.modelle}
# Texts that visitors or those who write have typed, beside the models with mailbox or account.
TYPED = {"luecken.Offenefrage", "wiki.Rueckmeldung", "suche.Netzwerkfrage"}


def of_a_person(model: type[Model]) -> bool:
    """Whether a row points to an account or has room for a mailbox."""
    return model is get_user_model() or any(
        field.related_model is get_user_model() or isinstance(field, EmailField)
        for field in model._meta.fields
    )


def privacy_text() -> str:
    (text,) = (page["text"] for page in SENTENCES if page.get("slug") == "datenschutz")
    return str(text)


def sources() -> Iterator[str]:
    for package in ("wiki", "einbettung", "suche"):
        for path in (ROOT / package).rglob("*.py"):
            yield path.read_text(encoding="utf-8")


def cookies_in_code() -> set[str]:
    """Names in modules that set a cookie: they call it COOKIE."""
    found = {settings.CSRF_COOKIE_NAME, settings.SESSION_COOKIE_NAME, "messages"}
    for source in sources():
        for node in ast.parse(source).body:
            if isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == "COOKIE":
                found.add(ast.literal_eval(node.value))
    return found


def test_every_table_that_says_something_of_a_person_has_a_period() -> None:
    tables = {m._meta.label for m in apps.get_models() if of_a_person(m)} | TYPED
    assert tables <= NAMED


def test_every_table_that_is_named_exists() -> None:
    assert {m._meta.label for m in apps.get_models()} >= NAMED


def test_the_cookies_are_those_that_the_code_sets() -> None:
    assert {cookie.name for cookie in COOKIES} == cookies_in_code()
    setting = [s for s in sources() if re.search(r"\.set_(signed_)?cookie\(", s)]
    assert all("COOKIE" in source for source in setting)


def test_periods_that_the_page_on_privacy_tells_are_those_of_the_table() -> None:
    told = {int(number) for number in re.findall(r"(\d+)\s+Tage", privacy_text())}
    assert told
    kept = {frist.tage for frist in FRISTEN} | {180}  # the Merkliste's cookie
    assert told <= kept


def test_a_period_is_told_as_it_is_kept() -> None:
    for frist in FRISTEN:
        assert (f"{frist.tage} Tage" in frist.dauer) == bool(frist.tage)


def test_the_records_of_processing_are_written_from_the_table() -> None:
    written = (ROOT / "docs/verarbeitungsverzeichnis.md").read_text(encoding="utf-8")
    assert written == record_page(), "make docs writes it anew"
