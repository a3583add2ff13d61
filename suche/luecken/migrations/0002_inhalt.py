"""Vectors of open questions are made in another way: the nightly job makes all anew."""

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps


def forget_vectors(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    apps.get_model("luecken", "Offenefrage").objects.update(modell="")


class Migration(migrations.Migration):
    dependencies = [("luecken", "0001_anfang")]
    operations = [migrations.RunPython(forget_vectors, forget_vectors)]
