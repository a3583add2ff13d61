"""`manage.py pull_wikis`: public cases of other wikis -> beside the own ones."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from suche.verbund.models import Nachbarwiki
from suche.verbund.pulling import pull
from wiki.exceptions import WikiError


class Command(BaseCommand):
    help = (
        "Ruft die öffentlichen Projekte der anderen Wikis ab, die ein Administrator im CMS nennt "
        "(Einstellungen > Andere Wikis), und zieht zurück, was diese nicht mehr zeigen."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        wikis = list(Nachbarwiki.objects.filter(aktiv=True))
        if not wikis:
            self.stdout.write("Kein anderes Wiki ist genannt und aktiv.")
        failed = [wiki.name for wiki in wikis if not self._pulled(wiki)]
        if failed:
            raise CommandError(f"Nicht ganz gelesen: {', '.join(failed)}")

    def _pulled(self, wiki: Nachbarwiki) -> bool:
        try:
            bericht = pull(wiki)
        except WikiError as error:
            self.stdout.write(f"{wiki.name}: {error}")
            return False
        self.stdout.write(f"{wiki.name}: {bericht.text()}")
        return not bericht.fehler
