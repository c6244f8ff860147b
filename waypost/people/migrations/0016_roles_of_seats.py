"""A seat in a group says what it is: chair, secretary, main or alternate."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("people", "0015_when_one_was_here"),
    ]

    operations = [
        migrations.AddField(
            model_name="seat",
            name="role",
            field=models.CharField(
                choices=[
                    ("chair", "Chair"),
                    ("secretary", "Secretary of the group"),
                    ("main", "Main seat"),
                    ("alternate", "Alternate seat"),
                ],
                db_default="main",
                default="main",
                max_length=12,
            ),
        ),
    ]
