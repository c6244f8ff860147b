from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("publications", "0013_uses"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name="version",
            name="published_was_approved",
        ),
        migrations.AddField(
            model_name="version",
            name="alone",
            field=models.BooleanField(
                db_default=False,
                default=False,
                help_text="Published by its author alone; approved_by is empty until another person has checked it",
            ),
        ),
        migrations.AddConstraint(
            model_name="version",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("stage", "published"), _negated=True),
                    models.Q(("approved_by__isnull", False), ("published_at__isnull", False)),
                    models.Q(("alone", True), ("published_at__isnull", False)),
                    _connector="OR",
                ),
                name="published_was_approved",
            ),
        ),
    ]
