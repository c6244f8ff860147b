"""A finalised version is never written again, and the data base itself says so: what departments signed off and
certificates name stays as it was.

Nothing of one, or of one that was superseded, is added, changed or deleted. The version itself may become superseded. ``put_up``
and ``take_down`` are for tests too. On SQLite a table that a later migration remakes loses its triggers: such a migration puts them
up again, and a test looks.
"""

from django.db import migrations

FROZEN = "('finalised', 'superseded')"
SAID = ("curriculum_paragraph", "curriculum_module")
SENTENCE = "A finalised version of a curriculum is never written again"
# An update of a version that is frozen and does anything but supersede it.
REWRITES = " OR ".join(
    [
        *(f"NEW.{column} <> OLD.{column}" for column in ("number", "digest", "digested", "curriculum_id", "because")),
        "NEW.status NOT IN (OLD.status, 'superseded')",
    ]
)
REWRITTEN = f"OLD.status IN {FROZEN} AND ({REWRITES})"


def _frozen(*rows):
    versions = ", ".join(f"{row}.version_id" for row in rows)
    return f"EXISTS (SELECT 1 FROM curriculum_curriculumversion WHERE id IN ({versions}) AND status IN {FROZEN})"


ACTS = {"INSERT": ("NEW",), "UPDATE": ("OLD", "NEW"), "DELETE": ("OLD",)}


def _sqlite():
    abort = f"BEGIN SELECT RAISE(ABORT, '{SENTENCE}.'); END"
    for table in SAID:
        for act, rows in ACTS.items():
            yield f"CREATE TRIGGER {table}_{act.lower()}_frozen BEFORE {act} ON {table} WHEN {_frozen(*rows)} {abort}"
    table = "curriculum_curriculumversion"
    yield f"CREATE TRIGGER {table}_update_frozen BEFORE UPDATE ON {table} WHEN {REWRITTEN} {abort}"
    yield f"CREATE TRIGGER {table}_delete_frozen BEFORE DELETE ON {table} WHEN OLD.status IN {FROZEN} {abort}"


def _postgresql():
    refuses = f"RAISE EXCEPTION '{SENTENCE}: % of %.', TG_OP, TG_TABLE_NAME USING ERRCODE = 'restrict_violation';"
    yield f"""
        CREATE OR REPLACE FUNCTION curriculum_said_frozen() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
            IF TG_OP <> 'INSERT' AND {_frozen("OLD")} THEN {refuses} END IF;
            IF TG_OP <> 'DELETE' AND {_frozen("NEW")} THEN {refuses} END IF;
            RETURN CASE WHEN TG_OP = 'DELETE' THEN OLD ELSE NEW END;
        END $$
    """
    yield f"""
        CREATE OR REPLACE FUNCTION curriculum_version_frozen() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN {refuses} END $$
    """
    for table in SAID:
        yield (
            f"CREATE TRIGGER {table}_frozen BEFORE INSERT OR UPDATE OR DELETE ON {table} "
            "FOR EACH ROW EXECUTE FUNCTION curriculum_said_frozen()"
        )
    table, does = "curriculum_curriculumversion", "EXECUTE FUNCTION curriculum_version_frozen()"
    yield f"CREATE TRIGGER {table}_update_frozen BEFORE UPDATE ON {table} FOR EACH ROW WHEN ({REWRITTEN}) {does}"
    yield (
        f"CREATE TRIGGER {table}_delete_frozen BEFORE DELETE ON {table} "
        f"FOR EACH ROW WHEN (OLD.status IN {FROZEN}) {does}"
    )


def put_up(schema_editor):
    for statement in _postgresql() if schema_editor.connection.vendor == "postgresql" else _sqlite():
        schema_editor.execute(statement, params=None)


def take_down(schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        for name in ("curriculum_said_frozen", "curriculum_version_frozen"):
            schema_editor.execute(f"DROP FUNCTION {name}() CASCADE", params=None)
        return
    for table, acts in {**dict.fromkeys(SAID, ACTS), "curriculum_curriculumversion": ("UPDATE", "DELETE")}.items():
        for act in acts:
            schema_editor.execute(f"DROP TRIGGER {table}_{act.lower()}_frozen", params=None)


class Migration(migrations.Migration):
    dependencies = [("curriculum", "0011_sign_offs")]

    operations = [
        migrations.RunPython(
            lambda _apps, schema_editor: put_up(schema_editor), lambda _apps, schema_editor: take_down(schema_editor)
        ),
    ]
