from django.db import migrations

CREATE = """
CREATE UNLOGGED TABLE wiki_cache (
    cache_key varchar(255) NOT NULL PRIMARY KEY,
    value text NOT NULL,
    expires timestamp with time zone NOT NULL
);
CREATE INDEX wiki_cache_expires ON wiki_cache (expires);
"""


class Migration(migrations.Migration):
    """The table of the cache that all processes share (DatabaseCache)."""

    dependencies = [("wiki", "0005_zeichen_und_bildnachweise")]

    operations = [migrations.RunSQL(CREATE, "DROP TABLE wiki_cache")]
