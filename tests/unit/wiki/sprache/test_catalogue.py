"""The English catalogue is complete, says what the German says, and is compiled."""

import re

import pytest
from babel.messages.catalog import Message as Entry
from django.utils import translation
from django.utils.translation import gettext, ngettext

from tests.catalogue import MO, Message, compiled, forms, messages, stored

PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|\{\w*\}|%s|%d")
TAG = re.compile(r"</?\w[^>]*>")


@pytest.fixture(scope="module")
def used() -> list[Message]:
    return list(messages())


ENTRIES = [entry for entry in stored() if entry.id]


def parts(pattern: re.Pattern[str], text: str) -> list[str]:
    return sorted(pattern.findall(text))


def test_the_catalogue_has_every_message_and_no_other(used: list[Message]) -> None:
    identities = {(m.text, m.plural) if m.plural else (m.text,) for m in used}
    assert {forms(entry.id) for entry in ENTRIES} == identities, "make messages"


def test_every_message_is_translated() -> None:
    assert [entry.id for entry in ENTRIES if not all(forms(entry.string))] == []


def test_a_translation_fills_in_the_same_values_and_keeps_the_markup() -> None:
    assert [entry.id for entry in ENTRIES if not is_alike(entry)] == []


def is_alike(entry: Entry) -> bool:
    """A singular may leave its number out: "one project"."""
    german, english = forms(entry.id)[-1], forms(entry.string)[-1]
    return all(parts(what, german) == parts(what, english) for what in (PLACEHOLDER, TAG))


def test_the_compiled_catalogue_is_of_this_source() -> None:
    assert MO.read_bytes() == compiled(stored()), "make messages"


def test_no_package_translates_our_german(used: list[Message]) -> None:
    """`Details` would be a message of Django's or Wagtail's own, with another German text."""
    with translation.override("de"):
        single = [m.text for m in used if gettext(m.text) != m.text]
        plural = [m.text for m in used if m.plural and ngettext(m.text, m.plural, 1) != m.text]
    assert single + plural == []
