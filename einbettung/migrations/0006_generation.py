"""Vectors belong to generations. What is in the index stays as it is: nothing is encoded again."""

import hashlib
import json
from pathlib import Path

from django.conf import settings
from django.db import migrations, models
import django.db.models.deletion
from django.utils import timezone

PAGES_AT_ONCE = 500
CHUNKING_VERSION, CHARACTERS_VERSION = "2", "1"


def adopt_index(apps, schema_editor):
    """The model of most pages is the active generation; rows of others are kept as replaced ones."""
    Dokument = apps.get_model("einbettung", "Dokument")
    Generation = apps.get_model("einbettung", "Generation")
    Fassung = apps.get_model("einbettung", "Fassung")
    counts = Dokument.objects.order_by().values("modell").annotate(n=models.Count("pk"))
    found = sorted(counts, key=lambda row: -row["n"])
    for place, row in enumerate(found):
        Generation.objects.create(
            modell=row["modell"],
            quelle=_source(row["modell"]),
            dimension=_dimension(schema_editor, row["modell"]),
            zerlegung=CHUNKING_VERSION,
            zeichen=CHARACTERS_VERSION,
            zustand="abgeloest" if place else "aktiv",
            aktiviert_am=None if place else timezone.now(),
        )
    with schema_editor.connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO einbettung_fassung (dokument_id, modell, fingerabdruck, indexiert_am) "
            "SELECT page_id, modell, fingerabdruck, indexiert_am FROM einbettung_dokument"
        )
    last = 0
    while rows := list(
        Dokument.objects.filter(pk__gt=last).defer("zeichen").order_by("pk")[:PAGES_AT_ONCE]
    ):
        for row in rows:
            row.fingerabdruck = _fingerprint(row)
        Dokument.objects.bulk_update(rows, ["fingerabdruck"])
        last = rows[-1].pk
    # A row without its pieces of words is brought up to date by the next run, without a model.
    Dokument.objects.filter(zeichen=None).update(fingerabdruck="")


def _fingerprint(row):
    parts = [(part["name"], part["anker"], part["text"]) for part in row.abschnitte]
    content = [row.titel, row.kommunen, parts, CHARACTERS_VERSION]
    return hashlib.sha256(json.dumps(content, ensure_ascii=False).encode()).hexdigest()


def _source(signature):
    """Where the model was loaded from, if the settings say so; else the bundled one."""
    configured = settings.EINBETTUNG_MODELL
    folder = Path(configured)
    name = folder.name if folder.is_dir() else configured
    if not configured or signature.rpartition("@")[0] != name:
        return ""
    return str(folder.resolve()) if folder.is_dir() else configured


def _dimension(schema_editor, signature):
    with schema_editor.connection.cursor() as cursor:
        cursor.execute(
            "SELECT vector_dims(vektor) FROM einbettung_chunk WHERE modell = %s LIMIT 1",
            [signature],
        )
        row = cursor.fetchone()
    return row[0] if row else None


class Migration(migrations.Migration):

    dependencies = [("einbettung", "0005_protokoll")]

    operations = [
        migrations.CreateModel(
            name="Generation",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("modell", models.CharField(max_length=200, unique=True)),
                ("quelle", models.CharField(blank=True, max_length=500)),
                ("dimension", models.PositiveIntegerField(null=True)),
                ("zerlegung", models.CharField(max_length=20)),
                ("zeichen", models.CharField(max_length=20)),
                ("zustand", models.CharField(choices=[("aufbau", "im Aufbau"), ("aktiv", "aktiv"), ("abgeloest", "abgelöst")], default="aufbau", max_length=10)),
                ("erstellt_am", models.DateTimeField(auto_now_add=True)),
                ("aktiviert_am", models.DateTimeField(null=True)),
                ("bewertung", models.JSONField(default=dict)),
            ],
            options={
                "ordering": ["pk"],
                "constraints": [
                    models.UniqueConstraint(condition=models.Q(("zustand", "aktiv")), fields=("zustand",), name="eine_aktive_generation")
                ],
            },
        ),
        migrations.CreateModel(
            name="Fassung",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("modell", models.CharField(max_length=200)),
                ("fingerabdruck", models.CharField(max_length=64)),
                ("indexiert_am", models.DateTimeField(auto_now=True)),
                ("dokument", models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="fassungen", to="einbettung.dokument")),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("modell", "dokument"), name="fassung_je_dokument")],
            },
        ),
        migrations.RunPython(adopt_index, migrations.RunPython.noop),
    ]
