"""An index of what waits for approval, which every first page looks through."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("publications", "0016_search_by_time")]

    operations = [
        migrations.AddIndex(
            model_name="version",
            index=models.Index(
                fields=["submitted_at"], condition=models.Q(stage="review"), name="version_waiting"
            ),
        ),
    ]
