"""The audit log is only added to, and the data base itself says so.

A row is written without a place, gets its place once, and is never changed, deleted or emptied away after. Checkpoints are never
changed at all. ``put_up`` and ``take_down`` are for tests too, those that empty the data base or tamper with the log.
"""

from django.db import migrations

COLUMNS = ["id", "token", "at", "action", "outcome", "actor", "thing", "canonical"]

# (trigger, table, on what, when)
GUARDS = [
    ("core_auditrow_unplaced", "core_auditrow", "INSERT", "NEW.place IS NOT NULL"),
    ("core_auditrow_unchanged", "core_auditrow", "UPDATE", "NOT ({only_the_place})"),
    ("core_auditrow_kept", "core_auditrow", "DELETE", ""),
    ("core_checkpoint_unchanged", "core_checkpoint", "UPDATE", ""),
    ("core_checkpoint_kept", "core_checkpoint", "DELETE", ""),
]

POSTGRESQL_REFUSES = """
CREATE OR REPLACE FUNCTION core_audit_refuses() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'The audit log is only added to: % of % was refused.', TG_OP, TG_TABLE_NAME
        USING ERRCODE = 'restrict_violation';
END $$
"""


def _only_the_place(same):
    """The condition that an update gives a row its place and does nothing else; ``same`` compares two values or nulls."""
    return " AND ".join(
        ["OLD.place IS NULL", "NEW.place IS NOT NULL", *(f"NEW.{column} {same} OLD.{column}" for column in COLUMNS)]
    )


def _postgresql():
    yield POSTGRESQL_REFUSES
    only_the_place = _only_the_place("IS NOT DISTINCT FROM")
    for name, table, act, when in GUARDS:
        condition = f"WHEN ({when.format(only_the_place=only_the_place)})" if when else ""
        yield f"CREATE TRIGGER {name} BEFORE {act} ON {table} FOR EACH ROW {condition} EXECUTE FUNCTION core_audit_refuses()"
    for table in ("core_auditrow", "core_checkpoint"):
        yield (
            f"CREATE TRIGGER {table}_not_emptied BEFORE TRUNCATE ON {table} "
            "FOR EACH STATEMENT EXECUTE FUNCTION core_audit_refuses()"
        )


def _sqlite():
    only_the_place = _only_the_place("IS")
    for name, table, act, when in GUARDS:
        condition = f"WHEN {when.format(only_the_place=only_the_place)}" if when else ""
        yield (
            f"CREATE TRIGGER {name} BEFORE {act} ON {table} {condition} "
            f"BEGIN SELECT RAISE(ABORT, 'The audit log is only added to: {act} of {table} was refused.'); END"
        )


def put_up(schema_editor):
    for statement in _postgresql() if schema_editor.connection.vendor == "postgresql" else _sqlite():
        schema_editor.execute(statement, params=None)


def take_down(schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute("DROP FUNCTION core_audit_refuses() CASCADE", params=None)
        return
    for name, _table, _act, _when in GUARDS:
        schema_editor.execute(f"DROP TRIGGER {name}", params=None)


class Migration(migrations.Migration):
    dependencies = [("core", "0001_first")]

    operations = [
        migrations.RunPython(
            lambda _apps, schema_editor: put_up(schema_editor), lambda _apps, schema_editor: take_down(schema_editor)
        ),
    ]
