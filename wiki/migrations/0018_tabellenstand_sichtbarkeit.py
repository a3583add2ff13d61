"""Changes of who may read which page, and of sources, are made known to all processes."""

from importlib import import_module

from django.db import migrations

triggers = import_module("wiki.migrations.0013_tabellenstand").triggers

# Beside the columns that 0013 names. The last statement makes the change known at once.
EXPIRY = """
    CREATE TRIGGER wagtailcore_page_ablauf AFTER UPDATE OF expire_at ON wagtailcore_page
    FOR EACH STATEMENT EXECUTE FUNCTION wiki_tabelle_geaendert();
    DELETE FROM wagtailcore_page WHERE false;
"""


class Migration(migrations.Migration):
    dependencies = [
        ("wiki", "0017_betreiber_land"),
    ]

    operations = [
        *(
            migrations.RunSQL(triggers(table), migrations.RunSQL.noop)
            for table in ("wagtailcore_pageviewrestriction", "wiki_projektquelle", "wiki_gemeinde")
        ),
        migrations.RunSQL(EXPIRY, "DROP TRIGGER wagtailcore_page_ablauf ON wagtailcore_page"),
    ]
