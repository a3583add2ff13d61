"""A Thema is no part of a title: with the next pull all cases are read and indexed anew."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("verbund", "0003_zwei_bit_je_achse")]

    operations = [
        migrations.RunSQL("UPDATE verbund_fremdprojekt SET fingerabdruck = ''", migrations.RunSQL.noop),
        migrations.RunSQL("UPDATE verbund_nachbarwiki SET teile = '[]'", migrations.RunSQL.noop),
    ]
