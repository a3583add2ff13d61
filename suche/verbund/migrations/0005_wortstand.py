"""Words are made anew when the analysis changes, passages when they are cut in another way.

All words are made once with the next pull; passages are of the present cut since 0004.
"""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("verbund", "0004_titel_ohne_themen")]

    operations = [
        migrations.AddField(
            "fremdprojekt",
            "wortstand",
            models.CharField(blank=True, default="", max_length=64),
            preserve_default=False,
        ),
        migrations.AddField(
            "fremdpassage",
            "zerlegung",
            models.CharField(default="3", max_length=20),
            preserve_default=False,
        ),
    ]
