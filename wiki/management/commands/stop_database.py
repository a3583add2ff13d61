"""`manage.py stop_database`: the one thing that stops the embedded server."""

from typing import Any

from django.core.management.base import BaseCommand

from wiki.platform.embedded_postgres.configured import configured_server


class Command(BaseCommand):
    help = "Hält die mitgelieferte Datenbank an. Beim nächsten Befehl startet sie wieder."
    requires_system_checks: list[str] = []

    def handle(self, *args: Any, **options: Any) -> None:
        stopped = configured_server().stop()
        self.stdout.write("Datenbank angehalten." if stopped else "Die Datenbank lief nicht.")
