from django.db import migrations, models
from django.db.models import F


def as_it_was_approved(apps, schema_editor):
    texts = apps.get_model('publications', 'Text')._base_manager
    texts.filter(approved_at__isnull=False).update(first_approved_at=F('approved_at'))


class Migration(migrations.Migration):

    dependencies = [
        ('publications', '0007_find_what_was_due'),
    ]

    operations = [
        migrations.AddField(
            model_name='text',
            name='first_approved_at',
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.RunPython(as_it_was_approved, migrations.RunPython.noop),
    ]
