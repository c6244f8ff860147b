"""Which networks are programmes, whose participants come in by a roster."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("people", "0013_confirm_a_telephone"),
    ]

    operations = [
        migrations.AddField(
            model_name="network",
            name="is_programme",
            field=models.BooleanField(
                db_default=False,
                default=False,
                help_text="A country programme: its participants come in by roster, into no other network",
            ),
        ),
    ]
