"""Drafts that stand are shared with whoever else asks for the organisation; answers get what they are found by."""

from django.db import migrations, models

REQUEST, READS, RED, ASKERS = 2, 0, 4, 10


def share(apps, _editor):
    Request = apps.get_model("requests", "Request")
    Reach = apps.get_model("access", "Reach")
    drafts = Request._base_manager.filter(stage="draft").exclude(mark=RED)
    for draft in drafts.iterator():
        key = (ASKERS << 48) | (draft.network_id << 32) | draft.originator_id
        Reach.objects.get_or_create(kind=REQUEST, thing=draft.pk, key=key, side=READS)


class Migration(migrations.Migration):

    dependencies = [
        ("access", "0003_find_what_one_works_on"),
        ("requests", "0002_move_add_and_find"),
    ]

    operations = [
        migrations.AddField(
            model_name="answer",
            name="words",
            field=models.TextField(blank=True, db_default="", default="", help_text="What it is found by"),
        ),
        migrations.RunPython(share, migrations.RunPython.noop),
    ]
