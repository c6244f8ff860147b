"""When its publication was published, beside the words of each row. A plain column, so that SQLite keeps the triggers."""

from django.db import migrations, models
from django.db.models import OuterRef, Subquery

# Every row is written anew, which an index of words makes five times as slow: it goes, and comes back.
LOOK_UP = "CREATE INDEX publications_indexed_words ON publications_indexed USING gin (words) WITH (fastupdate = off)"


def fill(apps, schema_editor):
    indexed = apps.get_model("publications", "Indexed")._base_manager
    published = apps.get_model("publications", "Publication")._base_manager.filter(pk=OuterRef("publication"))
    on_postgresql = schema_editor.connection.vendor == "postgresql"
    if on_postgresql:
        schema_editor.execute("DROP INDEX publications_indexed_words")
    indexed.update(published_at=Subquery(published.values("published_at")[:1]))
    if on_postgresql:
        schema_editor.execute(LOOK_UP)


class Migration(migrations.Migration):
    dependencies = [("publications", "0015_count_what_searches_open")]

    operations = [
        migrations.AddField(model_name="indexed", name="published_at", field=models.DateTimeField(null=True)),
        migrations.RunPython(fill, migrations.RunPython.noop),
        migrations.AddIndex(
            model_name="indexed", index=models.Index(fields=["published_at"], name="indexed_by_time")
        ),
    ]
