"""Changes of indexed pages are made known to all processes, which keep what their fields name."""

from importlib import import_module

from django.db import migrations

triggers = import_module("wiki.migrations.0013_tabellenstand").triggers


class Migration(migrations.Migration):
    dependencies = [
        ("einbettung", "0006_tabellenstand_passagen"),
        ("wiki", "0013_tabellenstand"),
    ]

    operations = [migrations.RunSQL(triggers("einbettung_dokument"), migrations.RunSQL.noop)]
