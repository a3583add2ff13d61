"""Changes of the questions of editors' tips are made known to all processes."""

from importlib import import_module

from django.db import migrations

triggers = import_module("wiki.migrations.0013_tabellenstand").triggers


class Migration(migrations.Migration):
    dependencies = [
        ("luecken", "0001_anfang"),
        ("wiki", "0013_tabellenstand"),
    ]

    operations = [
        migrations.RunSQL(triggers(table), migrations.RunSQL.noop)
        for table in ("luecken_tippfrage",)
    ]
