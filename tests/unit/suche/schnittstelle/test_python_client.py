"""The Python client in the repository is the one that the API describes."""

from pathlib import Path

import pytest
from django.conf import settings

from clients.python.wiki_client import Wiki
from suche.management.commands.make_client import FILE, current_client


def test_client_is_current() -> None:
    written = (Path(settings.BASE_DIR) / FILE).read_text()
    assert written == current_client(), "manage.py make_client"


def test_client_asks_web_addresses_only() -> None:
    with pytest.raises(ValueError, match="https"):
        Wiki("file:///etc/passwd")
