"""A version becomes a document. Those that are there get one out of their modules: a heading each, and its outcomes.

Their digest stays that of their modules, and ``digested`` says so. A module that is in several versions of a curriculum is known by
its code, as it was when a draft was written anew: its paragraphs have the same ids in all of them.
"""

import secrets
import string

import django.db.models.deletion
import django.db.models.manager
from django.db import migrations, models

SIGNS = string.ascii_lowercase + string.digits


def write_documents(apps, _schema_editor):
    modules = apps.get_model("curriculum", "Module").unfiltered
    paragraphs = apps.get_model("curriculum", "Paragraph").unfiltered
    ids = {}
    before, place = None, 0
    rows = modules.select_related("version").order_by("version__curriculum", "version", "place")
    for module in rows.iterator():
        place = place + 1 if module.version_id == before else 1
        before = module.version_id
        known = (module.version.curriculum_id, module.code)
        if known not in ids:
            ids[known] = ["".join(secrets.choice(SIGNS) for _nth in range(12)) for _kind in range(2)]
        paragraphs.create(
            version_id=module.version_id,
            stable=ids[known][0],
            place=place,
            kind="module",
            module_id=module.pk,
            text_en=module.title_en,
            text_th=module.title_th,
        )
        if module.outcomes_en or module.outcomes_th:
            place += 1
            paragraphs.create(
                version_id=module.version_id,
                stable=ids[known][1],
                place=place,
                kind="outcome",
                text_en=module.outcomes_en,
                text_th=module.outcomes_th,
            )


class Migration(migrations.Migration):
    dependencies = [("curriculum", "0002_revisions")]

    operations = [
        migrations.AddField(
            model_name="curriculumversion",
            name="digested",
            field=models.CharField(
                choices=[("modules", "Modules"), ("document", "Document")],
                db_default="modules",
                default="document",
                max_length=8,
            ),
        ),
        migrations.CreateModel(
            name="Paragraph",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("stable", models.CharField(editable=False, max_length=12)),
                ("place", models.PositiveSmallIntegerField()),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("part", "Heading of a part"),
                            ("module", "Heading of a module"),
                            ("outcome", "Learning outcome"),
                            ("text", "Text"),
                        ],
                        default="text",
                        max_length=8,
                    ),
                ),
                ("text_en", models.TextField(blank=True)),
                ("text_th", models.TextField(blank=True)),
                (
                    "module",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="curriculum.module",
                    ),
                ),
                (
                    "version",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="curriculum.curriculumversion",
                    ),
                ),
            ],
            options={
                "abstract": False,
                "base_manager_name": "unfiltered",
                "default_manager_name": "closed",
                "constraints": [
                    models.UniqueConstraint(fields=("version", "stable"), name="one_paragraph_an_id"),
                    models.UniqueConstraint(fields=("version", "place"), name="one_paragraph_a_place"),
                    models.UniqueConstraint(fields=("module",), name="one_heading_a_module"),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("kind", "module"), ("module__isnull", False)),
                            models.Q(models.Q(("kind", "module"), _negated=True), ("module__isnull", True)),
                            _connector="OR",
                        ),
                        name="heading_of_a_module_has_one",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("text_en", ""), ("text_th", ""), _negated=True),
                        name="paragraph_says_something",
                    ),
                ],
            },
            managers=[
                ("closed", django.db.models.manager.Manager()),
                ("unfiltered", django.db.models.manager.Manager()),
            ],
        ),
        migrations.RunPython(write_documents, migrations.RunPython.noop),
    ]
