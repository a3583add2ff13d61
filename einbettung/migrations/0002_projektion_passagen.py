from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("einbettung", "0001_initial")]

    operations = [
        migrations.AddField("projektion", "passagen", models.PositiveIntegerField(default=0)),
    ]
