"""Token vectors are stored in two bits an axis. Those of before are removed: the next index run
makes them anew, and until then the search answers by words."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("einbettung", "0004_tabellenstand")]

    operations = [
        migrations.RunSQL(
            "DELETE FROM einbettung_chunk; DELETE FROM einbettung_fassung;"
            "DELETE FROM einbettung_projektion",
            migrations.RunSQL.noop,
        ),
    ]
