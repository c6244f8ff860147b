"""What a person writes or may approve is found by their keys, not by looking at everything anybody drafts."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("access", "0002_count_keys_closely")]

    operations = [
        migrations.AddIndex(
            model_name="reach",
            index=models.Index(
                fields=["key", "kind", "thing"], condition=models.Q(side=2), name="reach_works"
            ),
        )
    ]
