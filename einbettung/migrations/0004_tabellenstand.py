"""Changes of generations and their axes are made known to all processes."""

from importlib import import_module

from django.db import migrations

triggers = import_module("wiki.migrations.0013_tabellenstand").triggers


class Migration(migrations.Migration):
    dependencies = [
        ("einbettung", "0003_anlagentexte"),
        ("wiki", "0013_tabellenstand"),
    ]

    operations = [
        migrations.RunSQL(triggers(table), migrations.RunSQL.noop)
        for table in ("einbettung_generation", "einbettung_projektion")
    ]
