from django.db import migrations


def add(apps, editor):
    """As a real one would: table by table, never two of them locked at a time."""
    for table in sorted(editor.connection.introspection.table_names()):
        name = editor.quote_name(table)
        editor.execute(f"ALTER TABLE {name} ADD COLUMN next_release varchar(20) NOT NULL DEFAULT 'unknown'")


class Migration(migrations.Migration):
    atomic = False
    dependencies = []
    operations = [migrations.RunPython(add, migrations.RunPython.noop)]
