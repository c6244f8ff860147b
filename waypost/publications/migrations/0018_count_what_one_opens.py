"""An index of when somebody opened what: how many items one person opened within an hour."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("publications", "0017_find_versions_that_wait")]

    operations = [
        migrations.AddIndex(
            model_name="opening",
            index=models.Index(fields=["person", "first_at"], name="opening_first_by_person"),
        ),
    ]
