"""What is said instead of the words of Wagtail and allauth: for their messages, in one tone."""

import re

from django.utils import translation
from django.utils.translation import gettext, ngettext

from tests.catalogue import forms
from tests.cms_wording import MO, compiled, of_others, stored

OURS = [entry for entry in stored() if entry.id]
PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|\{\w+\}")
DU = re.compile(
    r"\b(?:du|dein\w*|dir|dich|wähle|gib|klicke|füge|erstelle|lass|melde|folge|bestätige)\b", re.I
)


def test_each_message_is_one_of_others() -> None:
    known = {forms(entry.id) for catalogue in of_others() for entry in catalogue}
    assert [entry.id for entry in OURS if forms(entry.id) not in known] == []


def test_a_wording_invents_no_value_and_says_sie() -> None:
    for entry in OURS:
        for said in forms(entry.string):
            known = set(PLACEHOLDER.findall(" ".join(forms(entry.id))))
            assert set(PLACEHOLDER.findall(said)) <= known, entry.id
            assert not DU.search(said), said


def test_whatever_others_say_in_german_says_sie() -> None:
    """What a new version of Wagtail or allauth brings is worded here first."""
    reworded = {forms(entry.id) for entry in OURS}
    found = [
        said
        for catalogue in of_others()
        for entry in catalogue
        if entry.id and forms(entry.id) not in reworded
        for said in forms(entry.string)
        if DU.search(said) or "Schnipsel" in said
    ]
    assert found == []


def test_the_compiled_words_are_of_this_source_and_win() -> None:
    assert MO.read_bytes() == compiled(stored()), "make messages"
    with translation.override("de"):
        assert gettext("Snippets") == "Bausteine"
        once = ngettext("Used %(usage_count)s time", "Used %(usage_count)s times", 1)
        assert once == "%(usage_count)s-mal benutzt"
