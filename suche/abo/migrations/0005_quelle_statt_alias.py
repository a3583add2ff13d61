"""What somebody follows or plans on an alias is about its source: one project is one."""

from django.db import migrations
from django.db.models import F

ABOUT_THE_SAME = {
    "Abonnement": ("postfach", "frage", "filter"),
    "Planung": ("postfach", "frage", "kommune_id", "gemeinde_id"),
}


def name_sources(apps, schema_editor):
    for name, fields in ABOUT_THE_SAME.items():
        rows = apps.get_model("abo", name)._default_manager
        for row in rows.exclude(seite__alias_of=None).annotate(quelle=F("seite__alias_of")):
            _name_source(rows, row, {field: getattr(row, field) for field in fields})


def _name_source(rows, row, same):
    """Of two entries about one project that stays which its mailbox has confirmed."""
    other = rows.filter(seite=row.quelle, **same).first()
    if other is not None and (other.bestaetigt_am or not row.bestaetigt_am):
        row.delete()
        return
    if other is not None:
        other.delete()
    row.seite_id = row.quelle
    if hasattr(row, "gemeldet"):
        row.gemeldet = None  # told of the alias: what the source says now is no news
    row.save()


class Migration(migrations.Migration):
    dependencies = [("abo", "0004_tabellenstand")]

    operations = [migrations.RunPython(name_sources, migrations.RunPython.noop)]
