"""Changes of text pages are made known to all processes."""

from importlib import import_module

from django.db import migrations

triggers = import_module("wiki.migrations.0013_tabellenstand").triggers


class Migration(migrations.Migration):
    dependencies = [
        ("wiki", "0014_einwilligung_zum_bild"),
    ]

    operations = [
        migrations.RunSQL(triggers(table), migrations.RunSQL.noop)
        for table in ("wiki_textseite",)
    ]
