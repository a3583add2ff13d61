"""`manage.py remove_factors NAME`: somebody who has lost the second factor signs in by password and
sets up a new one."""

from typing import Any

from allauth.mfa.models import Authenticator
from django.contrib.auth import get_user_model
from django.core.management.base import BaseCommand, CommandError, CommandParser

from wiki.anmeldung.events import factor_removed


class Command(BaseCommand):
    help = "Entfernt alle zweiten Faktoren eines Kontos, etwa wenn das Telefon verloren ist."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("name", help="Anmeldename des Kontos")

    def handle(self, *args: Any, **options: Any) -> None:
        user = get_user_model().objects.filter(username=options["name"]).first()
        if user is None:
            raise CommandError(f"Ein Konto „{options['name']}“ gibt es nicht.")
        count, _ = Authenticator.objects.filter(user=user).delete()
        if count:
            factor_removed(user)
        self.stdout.write(f"{count} Faktoren entfernt.")
