"""The table of words, and what each data base searches it with."""

import django.db.models.deletion
import django.db.models.manager
from django.db import migrations, models

POSTGRESQL = [
    "ALTER TABLE publications_indexed ALTER COLUMN words TYPE tsvector USING words::tsvector",
    # Written once and read often: no list of things still to be indexed that every search has to read.
    "CREATE INDEX publications_indexed_words ON publications_indexed USING gin (words) WITH (fastupdate = off)",
]

# The words are cut already; the tokenizer only has to part them at spaces, whatever their script. If a later migration
# rebuilds the table, SQLite drops the triggers with it: make them again there.
SQLITE = [
    """CREATE VIRTUAL TABLE publications_words
       USING fts5(words, content='publications_indexed', content_rowid='id', tokenize='ascii')""",
    """CREATE TRIGGER publications_words_in AFTER INSERT ON publications_indexed BEGIN
       INSERT INTO publications_words(rowid, words) VALUES (new.id, new.words); END""",
    """CREATE TRIGGER publications_words_out AFTER DELETE ON publications_indexed BEGIN
       INSERT INTO publications_words(publications_words, rowid, words) VALUES ('delete', old.id, old.words); END""",
    """CREATE TRIGGER publications_words_changed AFTER UPDATE ON publications_indexed BEGIN
       INSERT INTO publications_words(publications_words, rowid, words) VALUES ('delete', old.id, old.words);
       INSERT INTO publications_words(rowid, words) VALUES (new.id, new.words); END""",
]


def prepare(apps, schema_editor):
    for statement in POSTGRESQL if schema_editor.connection.vendor == "postgresql" else SQLITE:
        schema_editor.execute(statement)


def drop(apps, schema_editor):
    if schema_editor.connection.vendor == "sqlite":
        schema_editor.execute("DROP TABLE publications_words")


class Migration(migrations.Migration):
    dependencies = [("publications", "0001_first")]

    operations = [
        migrations.CreateModel(
            name="Indexed",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("head", models.TextField()),
                ("words", models.TextField()),
                (
                    "publication",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="publications.publication"
                    ),
                ),
                (
                    "text",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.CASCADE, related_name="+", to="publications.text"
                    ),
                ),
            ],
            options={
                "abstract": False,
                "base_manager_name": "unfiltered",
                "default_manager_name": "closed",
                "constraints": [
                    models.UniqueConstraint(fields=("publication", "text"), name="one_index_row_a_text")
                ],
            },
            managers=[
                ("closed", django.db.models.manager.Manager()),
                ("unfiltered", django.db.models.manager.Manager()),
            ],
        ),
        migrations.RunPython(prepare, drop),
    ]
