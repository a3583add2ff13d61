"""Changes of editors' synonyms and names are made known to all processes."""

from importlib import import_module

from django.db import migrations

triggers = import_module("wiki.migrations.0013_tabellenstand").triggers


class Migration(migrations.Migration):
    dependencies = [
        ("suche", "0002_frage_jeder_gemeinde"),
        ("wiki", "0013_tabellenstand"),
    ]

    operations = [
        migrations.RunSQL(triggers(table), migrations.RunSQL.noop)
        for table in ("suche_synonym", "suche_eigenname")
    ]
