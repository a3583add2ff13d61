"""Passages of other wikis are encoded anew, as the own ones are."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [
        ("verbund", "0002_tabellenstand"),
        ("einbettung", "0005_zwei_bit_je_achse"),
    ]

    operations = [
        migrations.RunSQL("DELETE FROM verbund_fremdpassage", migrations.RunSQL.noop),
    ]
