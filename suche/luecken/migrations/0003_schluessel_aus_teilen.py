"""A compound counts as its parts: "Kita Anmeldung" has the key of "Kita-Anmeldung"."""

from django.db import migrations

from suche.exceptions import QuestionInvalid
from suche.luecken.models import question_key


def renew_keys(apps, schema_editor):
    for name in ("Tippfrage", "Offenefrage"):
        for row in apps.get_model("luecken", name).objects.iterator():
            try:
                row.schluessel = question_key(row.text)
            except QuestionInvalid:
                continue
            row.save(update_fields=["schluessel"])


class Migration(migrations.Migration):
    dependencies = [("luecken", "0002_tabellenstand")]

    operations = [migrations.RunPython(renew_keys, migrations.RunPython.noop)]
