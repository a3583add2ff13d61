"""Changes of passages are made known to all processes, which keep the token vectors of pages."""

from importlib import import_module

from django.db import migrations

triggers = import_module("wiki.migrations.0013_tabellenstand").triggers


class Migration(migrations.Migration):
    dependencies = [
        ("einbettung", "0005_zwei_bit_je_achse"),
        ("wiki", "0013_tabellenstand"),
    ]

    operations = [migrations.RunSQL(triggers("einbettung_chunk"), migrations.RunSQL.noop)]
