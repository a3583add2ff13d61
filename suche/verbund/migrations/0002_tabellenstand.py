"""Changes of the cases of other wikis are made known to all processes."""

from importlib import import_module

from django.db import migrations

triggers = import_module("wiki.migrations.0013_tabellenstand").triggers


class Migration(migrations.Migration):
    dependencies = [
        ("verbund", "0001_anfang"),
        ("wiki", "0013_tabellenstand"),
    ]

    operations = [
        migrations.RunSQL(triggers(table), migrations.RunSQL.noop)
        for table in ("verbund_fremdprojekt",)
    ]
