"""Apart from 0006: PostgreSQL changes no table in whose transaction rows wait for their checks."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [("einbettung", "0006_generation")]

    operations = [
        migrations.RemoveField(model_name="dokument", name="modell"),
        migrations.RemoveConstraint(model_name="chunk", name="chunk_je_dokument"),
        migrations.AddConstraint(
            model_name="chunk",
            constraint=models.UniqueConstraint(fields=("dokument", "modell", "nummer"), name="chunk_je_fassung"),
        ),
    ]
