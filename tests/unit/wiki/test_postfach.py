"""Subjects of mails are one line, whatever a title holds."""

from pathlib import Path
from types import SimpleNamespace

import pytest
from django.conf import settings
from django.template.loader import render_to_string

SUBJECTS = sorted((settings.BASE_DIR / "templates").rglob("*_subject.txt"))


@pytest.mark.parametrize("template", SUBJECTS, ids=lambda path: path.stem)
def test_a_line_break_in_a_title_does_not_stop_the_mail(template: Path) -> None:
    page = SimpleNamespace(get_admin_display_title="Ampel\r\nBcc: alle@stadt.example")
    said = render_to_string(str(template), {"page": page}).strip()
    assert said.endswith("Ampel Bcc: alle@stadt.example")
    assert len(said.splitlines()) == 1
