

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("alerts", "0002_vocabulary"),
    ]

    operations = [
        migrations.AddField(
            model_name="contest",
            name="reminded_at",
            field=models.DateTimeField(blank=True, null=True),
        ),
    ]
