"""`manage.py stop_database`: the one thing that stops the embedded server."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand

from wiki.platform.embedded_postgres.server import embedded_postgres


class Command(BaseCommand):
    help = "Hält die mitgelieferte Datenbank an. Beim nächsten Befehl startet sie wieder."
    requires_system_checks: list[str] = []

    def handle(self, *args: Any, **options: Any) -> None:
        stopped = embedded_postgres(settings.VAR_DIR).stop()
        self.stdout.write("Datenbank angehalten." if stopped else "Die Datenbank lief nicht.")
