"""No page of the CMS brings an inline script: the Content-Security-Policy would refuse it."""

import re
from collections.abc import Iterable
from pathlib import Path

import allauth
import pytest
import wagtail
from django.conf import settings
from django.template.loader import get_template
from wagtail.admin.widgets import AdminDateInput, AdminDateTimeInput, AdminTimeInput
from wagtail.images.widgets import AdminImageChooser

from wiki.platform.middleware import ADMIN_POLICY

INLINE = re.compile(
    r"<script(?![^>]*\b(?:src=|type=\"(?:application/(?:ld\+)?json|text/(?:x-|django-))))", re.I
)
HANDLER = re.compile(r"<[^>]*\son(?:click|change|load|submit|error)=", re.I)
NOT_INSTALLED = ("search_promotions", "styleguide", "simple_translation")
OURS = settings.BASE_DIR / "templates"


def with_inline_script(folder: Path, kind: str) -> Iterable[Path]:
    for file in sorted(folder.rglob(f"*.{kind}")):
        parts = set(file.relative_to(folder).parts)
        if (
            parts.isdisjoint({"test", "tests", "headless", *NOT_INSTALLED})
            and "node_modules" not in parts
        ):
            text = file.read_text(encoding="utf-8", errors="replace")
            if INLINE.search(text) or HANDLER.search(text):
                yield file


def test_every_inline_script_of_wagtail_is_replaced() -> None:
    """A new version of Wagtail may bring more."""
    folder = Path(wagtail.__file__).parent
    named = [str(f).rpartition("/templates/")[2] for f in with_inline_script(folder, "html")]
    assert named
    assert [name for name in named if not (OURS / name).exists()] == []


def test_the_choosers_are_the_only_widgets_with_a_script() -> None:
    folder = Path(wagtail.__file__).parent
    found = [f.relative_to(folder).as_posix() for f in with_inline_script(folder, "py")]
    assert [name for name in found if "rich_text" not in name] == ["admin/widgets/chooser.py"]


@pytest.mark.parametrize("folder", [OURS, Path(allauth.__file__).parent])
def test_other_templates_have_none(folder: Path) -> None:
    assert list(with_inline_script(folder, "html")) == []


@pytest.mark.parametrize("kind", [AdminDateInput, AdminTimeInput, AdminDateTimeInput])
def test_days_are_started_from_a_file(kind: type) -> None:
    html = kind().render("tag", None, {"id": "id_tag"})
    assert "<script" not in html
    assert f'data-wiki-start="init{kind.__name__[5:-5]}Chooser" data-wiki-id="id_tag"' in html


def test_choosers_are_started_from_a_file() -> None:
    html = AdminImageChooser().render("bild", None, {"id": "id_bild"})
    assert "<script" not in html
    assert 'data-wiki-start="ImageChooser" data-wiki-id="id_bild"' in html


@pytest.mark.parametrize("panel", ["inline_panel", "multiple_chooser_panel"])
def test_panels_replace_the_script_of_wagtail(panel: str) -> None:
    found = get_template(f"wagtailadmin/panels/{panel}.html")
    assert Path(found.origin.name).is_relative_to(OURS)  # type: ignore[attr-defined]


def test_the_policy_allows_scripts_from_files_only() -> None:
    rules = dict(rule.split(" ", 1) for rule in ADMIN_POLICY.split("; "))
    assert rules["script-src"] == "'self'"
    assert rules["default-src"] == "'self'"
