from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [("einbettung", "0007_chunk_je_fassung")]

    operations = [
        migrations.AddField(
            model_name="indexbericht",
            name="vektorindex",
            field=models.JSONField(default=dict, verbose_name="Vektorindex"),
        ),
    ]
