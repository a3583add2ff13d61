"""The stylesheet of KERN keeps what is used, and nothing else."""

import re

from wiki.platform.static_files.kern_finder import STATIC_NAME, KernFinder, used_sheet
from wiki.platform.static_files.kern_styles import trim

NAMES = {"kern-btn"}


def test_rules_of_other_classes_go() -> None:
    css = ".kern-btn{top:0}.kern-btn .kern-icon{top:1px}.kern-btn,.kern-card{top:2px}"
    assert trim(css, NAMES, set()) == ".kern-btn{top:0}.kern-btn{top:2px}"


def test_what_a_selector_excludes_need_not_be_named() -> None:
    css = ".kern-btn:not(.kern-card){top:0}:is(.kern-card,body) p{top:0}"
    assert trim(css, NAMES, set()) == css


def test_emptied_media_query_goes() -> None:
    css = "@media print{.kern-card{top:0}}@media screen{a{top:0}.kern-card{top:0}}"
    assert trim(css, NAMES, set()) == "@media screen{a{top:0}}"


def test_braces_and_semicolons_in_quotes_are_text() -> None:
    css = """.kern-btn{mask:url("data:x;{}")}.kern-card{mask:url('}')}"""
    assert trim(css, NAMES, set()) == '.kern-btn{mask:url("data:x;{}")}'


def test_variables_stay_that_others_lead_to() -> None:
    css = ":root{--a: var(--b);--b: 1px;--c: 2px;--d: 3px}a{top:var(--a)}"
    kept = ":root{--a: var(--b);--b: 1px;--d: 3px}a{top:var(--a)}"
    assert trim(css, NAMES, {"--d"}) == kept


def test_statements_stay() -> None:
    css = '@charset "UTF-8";a{top:0}@import "x.css";'
    assert trim(css, NAMES, set()) == css


def test_pages_get_what_they_name_and_no_more() -> None:
    served = used_sheet()
    assert served is not None
    assert KernFinder().find(STATIC_NAME) == str(served)
    classes = set(re.findall(r"\.(kern-[\w-]+)", served.read_text()))
    assert {"kern-btn", "kern-alert--danger", "kern-icon--info"} <= classes
    assert "kern-dialog" not in classes
