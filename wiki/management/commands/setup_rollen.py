"""`manage.py setup_rollen`: groups, rights and workflow."""

from typing import Any

from django.core.management.base import BaseCommand

from wiki.redaktion.rollen.rollen import setup_roles


class Command(BaseCommand):
    help = "Legt die Rollen Autor, Redaktion und Leitung mit Rechten und Freigabe an."

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write(f"Rollen bereit: {', '.join(setup_roles())}.")
