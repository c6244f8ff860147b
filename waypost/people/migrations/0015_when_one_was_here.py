"""When somebody was here last, and when the visit before that ended."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("people", "0014_programmes"),
    ]

    operations = [
        migrations.AddField(
            model_name="person",
            name="here_at",
            field=models.DateTimeField(
                blank=True, help_text="When they last opened a page, to some minutes", null=True
            ),
        ),
        migrations.AddField(
            model_name="person",
            name="visit_before_at",
            field=models.DateTimeField(
                blank=True, help_text="When their visit before this one ended", null=True
            ),
        ),
    ]
