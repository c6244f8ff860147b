"""PostgreSQL counts the keys of reach closely.

Few keys reach nearly everything and most reach a few things. With the usual 100 values in its statistics the planner
takes a rare key for a common one and walks all items, newest first, to find a dozen: 134 ms for a list that takes 2.
"""

from django.db import migrations


def count_closely(_apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute("ALTER TABLE access_reach ALTER COLUMN key SET STATISTICS 1000")


def count_as_usual(_apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute("ALTER TABLE access_reach ALTER COLUMN key SET STATISTICS -1")


class Migration(migrations.Migration):
    dependencies = [("access", "0001_first")]

    operations = [migrations.RunPython(count_closely, count_as_usual)]
