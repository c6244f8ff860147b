"""Migrations since the last release only add: while nodes are upgraded one by one, old code meets the new tables.

Old code goes on reading and writing every column it knows, and writes rows without the ones it doesn't. So nothing it
knows may go, be renamed or be forbidden to stay empty; and a new column may stay empty or has a default in the data
base itself (``db_default``), not only in our code. What one release stops using, the next may remove: it is listed
here with that release.
"""

from collections.abc import Iterator
from typing import Any

import pytest
from django.apps import apps
from django.db import migrations, models
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.operations.base import Operation
from django.db.models import NOT_PROVIDED

# The last migration of each app in the release that offices run. Brought up to date when a release is tagged.
RELEASED = {
    "access": "0003_find_what_one_works_on",
    "core": "0002_audit_append_only",
    "demo": "0001_first",
    "desk": "0001_medians",
    "files": "0001_first",
    "library": "0001_first",
    "alerts": "0001_first",
    "network": "0001_first",
    "notices": "0004_farewells",
    "people": "0008_who_took_access_away",
    "places": "0002_topics_and_routes",
    "publications": "0010_justify_personal_data",
    "reporting": "0001_first",
}
# (app, migration, what) -> the release that stopped using it.
NO_LONGER_USED: dict[tuple[str, str, str], str] = {}

GONE = (
    migrations.RemoveField,
    migrations.RenameField,
    migrations.RenameModel,
    migrations.DeleteModel,
    migrations.AlterModelTable,
)


def breaks(operation: Operation, before: Any, app: str) -> str:
    """What old code would meet, in words; nothing where it would notice nothing."""
    if isinstance(operation, GONE):
        return f"{operation.describe()}: old code still asks for it"
    if isinstance(operation, migrations.AddField) and _wants_a_value(operation.field):
        return f"{operation.describe()}: old code writes rows without it; give it null or a db_default"
    if isinstance(operation, migrations.AlterField):
        was = before.models[app, operation.model_name_lower].fields[operation.name]
        if was.null and _wants_a_value(operation.field):
            return f"{operation.describe()}: old code leaves it empty"
    return ""


def _wants_a_value(field: Any) -> bool:
    return not (field.null or field.many_to_many or field.db_default is not NOT_PROVIDED)


def _since_the_release() -> Iterator[tuple[str, str, Operation, Any]]:
    loader = MigrationLoader(None)
    for app in sorted(
        config.label for config in apps.get_app_configs() if config.name.startswith("waypost.")
    ):
        names = sorted(name for label, name in loader.disk_migrations if label == app)
        for name in names:
            if name <= RELEASED.get(app, ""):
                continue
            migration = loader.disk_migrations[app, name]
            state = loader.project_state((app, name), at_end=False)
            made = {op.name_lower for op in migration.operations if isinstance(op, migrations.CreateModel)}
            for operation in migration.operations:
                if getattr(operation, "model_name_lower", "") not in made:
                    yield app, name, operation, state
                operation.state_forwards(app, state)


def test_old_code_goes_on_over_new_tables() -> None:
    found = [
        (app, name, said)
        for app, name, operation, state in _since_the_release()
        if (said := breaks(operation, state, app))
    ]
    assert [each for each in found if each not in NO_LONGER_USED] == []
    assert NO_LONGER_USED.keys() <= set(found)


def test_the_release_named_here_is_one() -> None:
    known = set(MigrationLoader(None).disk_migrations)
    assert set(RELEASED.items()) <= known


@pytest.mark.parametrize(
    ("operation", "noticed"),
    [
        (migrations.RemoveField("mail", "because"), True),
        (migrations.RenameField("mail", "because", "why"), True),
        (migrations.DeleteModel("mail"), True),
        (migrations.AddField("mail", "more", models.TextField(default="")), True),
        (migrations.AddField("mail", "more", models.TextField(db_default="")), False),
        (migrations.AddField("mail", "more", models.TextField(null=True)), False),
        (migrations.AlterField("mail", "done_at", models.DateTimeField()), True),
        (migrations.AlterField("mail", "because", models.TextField(blank=True)), False),
        (migrations.CreateModel("thing", [("id", models.BigAutoField(primary_key=True))]), False),
    ],
    ids=str,
)
def test_what_old_code_would_notice(operation: Operation, noticed: bool) -> None:
    before = MigrationLoader(None).project_state(("notices", "0004_farewells"))
    assert bool(breaks(operation, before, "notices")) is noticed
