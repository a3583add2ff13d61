"""`manage.py start`: all of `make run` under one process number."""

import os
import sys
import threading
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandParser

from einbettung.model.encoder import any_is_loaded, configured_source, path_of
from wiki.exceptions import WikiError

from .serve import add_address_arguments


class Command(BaseCommand):
    help = "Bringt Datenbank, Inhalte und Index auf den Stand und startet das Wiki."
    requires_system_checks: list[str] = []  # each step below makes its own

    def add_arguments(self, parser: CommandParser) -> None:
        add_address_arguments(parser)

    def handle(self, *args: Any, **options: Any) -> None:
        # On the first start the model is converted on one core while pages are loaded on another.
        threading.Thread(target=_make_model, daemon=True).start()
        call_command("migrate", verbosity=0)
        call_command("load_wiki")
        call_command("setup_rollen")
        call_command("index_pages")
        if any_is_loaded():
            _become("serve", "--host", options["host"], "--port", str(options["port"]))
        call_command("serve", host=options["host"], port=options["port"])


def _make_model() -> None:
    """Makes the folder of the bundled model, if that is the one in use and it is not there."""
    try:
        path_of(configured_source())
    except WikiError:  # who indexes waits for the folder, finds the same, and says so
        return


def _become(*command: str) -> None:
    """Goes on as another command of `manage.py` in the same process, which gives back all memory
    that the model took."""
    sys.stdout.flush()
    sys.stderr.flush()
    os.chdir(settings.BASE_DIR)
    os.execv(sys.executable, [sys.executable, "manage.py", *command])  # noqa: S606 - no shell wanted
