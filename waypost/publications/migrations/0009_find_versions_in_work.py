"""Versions in work are few among all that were published: whoever writes or approves finds theirs among those."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("publications", "0008_when_a_text_was_first_approved")]

    operations = [
        migrations.AddIndex(
            model_name="version",
            index=models.Index(
                fields=["stage", "author"],
                condition=models.Q(("stage__in", ["draft", "review"])),
                name="version_in_work",
            ),
        )
    ]
