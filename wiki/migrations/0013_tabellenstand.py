"""A change counter for tables of which the processes keep values (`wiki.platform.table_cache`)."""

from django.db import migrations

# Every process of the database writes into a row of its own: a row for all would make whoever
# publishes wait for everybody else who does. Random, since after a restore the same number could
# mean another change.
CREATE = """
    CREATE TABLE wiki_tabellenstand (
        tabelle text NOT NULL,
        prozess integer NOT NULL,
        kennung uuid NOT NULL,
        wann timestamptz NOT NULL DEFAULT now(),
        PRIMARY KEY (tabelle, prozess)
    );
    CREATE FUNCTION wiki_tabelle_geaendert() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        EXECUTE format(
            'INSERT INTO %I.wiki_tabellenstand (tabelle, prozess, kennung)
             VALUES ($1, pg_backend_pid(), gen_random_uuid())
             ON CONFLICT (tabelle, prozess) DO UPDATE SET kennung = EXCLUDED.kennung, wann = now()',
            TG_TABLE_SCHEMA
        ) USING TG_TABLE_NAME;
        RETURN NULL;
    END $$;
"""
DROP = """
    DROP FUNCTION wiki_tabelle_geaendert() CASCADE;
    DROP TABLE wiki_tabellenstand;
"""
TABLES = (
    *("wiki_kommune", "wiki_thema", "wiki_projektseite", "wiki_seitenstand", "wiki_nachnutzung"),
    *("wiki_projektseite_kommunen", "wiki_projektseite_themen", "wiki_produkttag"),
    *("wiki_gemeindestand", "taggit_tag", "wagtailcore_site"),
)
# Saving a draft changes other columns of its page.
PAGE_COLUMNS = "path, depth, url_path, slug, title, live, alias_of_id, last_published_at"


def triggers(table: str, columns: str = "") -> str:
    """Statements that make changes of a table known. The last one changes nothing and is the first
    to be known: a table that has none would be taken for the like one of another database."""
    update = f"UPDATE OF {columns}" if columns else "UPDATE"
    return f"""
        CREATE TRIGGER {table}_geaendert
        AFTER INSERT OR {update} OR DELETE ON {table}
        FOR EACH STATEMENT EXECUTE FUNCTION wiki_tabelle_geaendert();
        CREATE TRIGGER {table}_geleert AFTER TRUNCATE ON {table}
        FOR EACH STATEMENT EXECUTE FUNCTION wiki_tabelle_geaendert();
        DELETE FROM {table} WHERE false;
    """


class Migration(migrations.Migration):
    dependencies = [
        ("wiki", "0012_kommune_webseite"),
        ("wagtailcore", "0098_apitoken"),
        ("taggit", "0006_rename_taggeditem_content_type_object_id_taggit_tagg_content_8fc721_idx"),
    ]

    operations = [
        migrations.RunSQL(CREATE, DROP),
        *(migrations.RunSQL(triggers(table), migrations.RunSQL.noop) for table in TABLES),
        migrations.RunSQL(
            triggers("wagtailcore_page", PAGE_COLUMNS), migrations.RunSQL.noop
        ),
    ]
