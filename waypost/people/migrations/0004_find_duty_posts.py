"""The duty posts at the foot of every page are found without looking at every post."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("people", "0003_mailbox_hours")]

    operations = [
        migrations.AddIndex(
            model_name="post",
            index=models.Index(condition=models.Q(("on_duty", True)), fields=["role"], name="post_on_duty"),
        )
    ]
