"""`manage.py make_client`: the Python client, written anew from the API's own description."""

import subprocess
import sys
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandParser

from suche.schnittstelle.api import api
from suche.schnittstelle.python_client import client_source

FILE = Path("clients/python/wiki_client.py")


class Command(BaseCommand):
    help = "Schreibt den Python-Client für /api/v1 neu, nach deren OpenAPI-Beschreibung."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--to", type=Path, default=Path(settings.BASE_DIR) / FILE)

    def handle(self, *args: Any, **options: Any) -> None:
        options["to"].write_text(current_client())
        self.stdout.write(f"Geschrieben: {options['to']}")


def current_client() -> str:
    """The module as it belongs into FILE, formatted as all code here is."""
    source = client_source(api.get_openapi_schema())
    ruff = [sys.executable, "-m", "ruff", "format", "-"]
    done = subprocess.run(ruff, input=source, capture_output=True, text=True, check=True)
    return done.stdout
