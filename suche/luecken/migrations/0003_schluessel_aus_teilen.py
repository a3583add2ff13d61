"""A compound counts as its parts: "Kita Anmeldung" has the key of "Kita-Anmeldung"."""

from django.db import migrations

from suche.exceptions import QuestionInvalid
from suche.luecken.models import question_key


def renew_keys(apps, schema_editor):
    for row in apps.get_model("luecken", "Tippfrage").objects.iterator():
        row.schluessel = _key(row)
        row.save(update_fields=["schluessel"])
    _renew_once_a_day(apps.get_model("luecken", "Offenefrage"))


def _renew_once_a_day(model):
    """Of questions of one day that are the same by the new key one stays, as if it had been so."""
    rows = list(model.objects.order_by("pk"))
    first = {}
    for row in rows:
        first.setdefault((_key(row), row.tag), row.pk)
    model.objects.exclude(pk__in=first.values()).delete()
    for (key, _), pk in first.items():
        model.objects.filter(pk=pk).update(schluessel=key)


def _key(row):
    try:
        return question_key(row.text)
    except QuestionInvalid:
        return row.schluessel


class Migration(migrations.Migration):
    dependencies = [("luecken", "0002_tabellenstand")]

    operations = [migrations.RunPython(renew_keys, migrations.RunPython.noop)]
