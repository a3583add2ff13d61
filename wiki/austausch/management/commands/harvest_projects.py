"""`manage.py harvest_projects`: lists that others publish -> drafts."""

import json
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from wiki.austausch.harvest.harvesting import configured_addresses, harvest
from wiki.austausch.importing.report import report_text
from wiki.exceptions import WikiError
from wiki.models.projektseite import heute


class Command(BaseCommand):
    help = (
        "Ruft die Projektlisten ab, die WIKI_SAMMELLISTE nennt (CSV, XLSX, JSON, Atom), und legt "
        "für neue Projekte Entwürfe an. Seiten anderer bleiben, wie sie sind."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--dry-run", action="store_true", help="nur prüfen und berichten")
        parser.add_argument("--json", action="store_true", help="den Bericht als JSON ausgeben")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            addresses = configured_addresses()
        except WikiError as error:
            raise CommandError(str(error)) from error
        reports = {a.name: harvest(a, heute(), dry_run=options["dry_run"]) for a in addresses}
        if options["json"]:
            self.stdout.write(json.dumps(reports, ensure_ascii=False, indent=1))
        else:
            self._tell(reports)
        if any("fehlschlag" in report for report in reports.values()):
            raise CommandError("Nicht jede Liste ließ sich abrufen.")

    def _tell(self, reports: dict[str, dict[str, Any]]) -> None:
        if not reports:
            self.stdout.write("WIKI_SAMMELLISTE nennt keine Adresse.")
        for name, report in reports.items():
            short = report.get("fehlschlag") or report.get("ergebnis")
            self.stdout.write(f"{name}: {short or ''}")
            if not short:
                self.stdout.write(f"Schon im Wiki, nicht verändert: {report['schon_im_wiki']}")
                self.stdout.write(report_text(report, "Zeile"))
