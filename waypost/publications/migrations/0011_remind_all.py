"""When the silent ones were last reminded; and what has a date of review or expiry, found by that date."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("publications", "0010_justify_personal_data")]

    operations = [
        migrations.AddField(
            model_name="addressee",
            name="reminded_at",
            field=models.DateTimeField(
                blank=True, help_text="When somebody last reminded all who were silent", null=True
            ),
        ),
        migrations.AddIndex(
            model_name="publication",
            index=models.Index(
                fields=["review_by"],
                condition=models.Q(("review_by__isnull", False), ("stage", "published")),
                name="publication_to_review",
            ),
        ),
        migrations.AddIndex(
            model_name="publication",
            index=models.Index(
                fields=["expires_on"],
                condition=models.Q(("expires_on__isnull", False), ("stage", "published")),
                name="publication_expiring",
            ),
        ),
    ]
