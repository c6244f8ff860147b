"""Pictures that are taken in from now on have a small one, for the first view of a page."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('files', '0002_tiles_of_pictures'),
    ]

    operations = [
        migrations.AddField(
            model_name='storedfile',
            name='has_small',
            field=models.BooleanField(db_default=False, default=False),
        ),
    ]
